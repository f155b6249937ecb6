# Targets that a month missed, as a data frame. Needs httr2; CAPAIAN_URL and CAPAIAN_TOKEN in the environment.
library(httr2)

missed <- function(period) {
  answer <- request(Sys.getenv("CAPAIAN_URL")) |>
    req_url_path_append("api", "v1", "score") |>
    req_url_query(period = period) |>
    req_auth_bearer_token(Sys.getenv("CAPAIAN_TOKEN")) |>
    req_error(body = \(answer) unlist(resp_body_json(answer)$error)) |>
    req_perform()
  rows <- resp_body_json(answer, simplifyVector = TRUE)
  rows[rows$status == "missed", c("indicator", "actual", "target")]
}

print(missed("2026-10"))
