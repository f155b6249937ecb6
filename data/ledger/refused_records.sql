-- Notes on each finding of a refused row which record it is of; never where the row holds personal data.
update told set record = /* record */ from typed
where typed.row_no = told.row_no and told.severity = 'error' and /* key_is_known */
    and told.row_no not in (select row_no from told where rule like 'personal%' and row_no is not null)
