"""What people answered of themselves: common answers in the reader's language, an office's own as it wrote them."""

import pytest

from reports.words import survey_words


@pytest.mark.parametrize(
    ("by", "written", "indonesian", "english"),
    [
        ("sex", "male", "Laki-laki", "Men"),
        ("sex", "Perempuan", "Perempuan", "Women"),
        ("age_group", "56 ke atas", "56 ke atas", "56 and over"),
        ("age_group", "17-25", "17-25", "17-25"),
        ("education", "SMA", "SMA", "Senior secondary (SMA)"),
        ("occupation", "pegawai swasta", "Pegawai swasta", "Private employee"),
        ("occupation", "nelayan", "Nelayan", "Nelayan"),
    ],
)
def test_an_answer_is_told_in_the_language_of_the_reader(by, written, indonesian, english):
    assert [survey_words.answer(by, written, language) for language in ("id", "en")] == [indonesian, english]
