-- One row per cell and rule: where personal data stands. From personal_suspects(row_no, cell_column, value), the cells
-- worth a closer look, and personal_columns(cell_column, place, is_free, filled), the columns looked into.
with shapes as (
    select
        *,
        regexp_matches(value, $any_number) as is_number,
        regexp_matches(value, $nik) as fits_nik,
        case when is_number then regexp_replace(value, $any_number, ' ', 'g') else value end as other_text,
        case
            when not fits_nik then ''
            when regexp_full_match(value, '[0-9]{16}') then value
            else regexp_replace(regexp_extract(value, $nik, 1), '[^0-9]', '', 'g')
        end as digits
    from personal_suspects
    join personal_columns using (cell_column)
),
cells_seen as materialized (
    select
        row_no,
        cell_column,
        place,
        is_free,
        filled,
        is_number,
        digits <> '' as is_shaped,
        digits <> '' and not regexp_full_match(digits, $a_day_instead) as is_certain,
        fits_nik and digits = '' as is_lost_in_a_spreadsheet,
        is_free and regexp_matches(other_text, $phone) as has_phone_in_text,
        case
            when not is_free
            then regexp_replace(regexp_extract(other_text, $phone_apart, 1), '[^0-9]', '', 'g')
            else ''
        end as phone_digits,
        contains(value, '@') and regexp_matches(value, $email) as has_email,
        case when is_free then regexp_matches(regexp_replace(value, $office, ' ', 'g'), $name) end as has_name,
        case when is_free then regexp_matches(value, $address) end as has_address
    from shapes
),
columns_seen as (
    select
        cell_column,
        2 * count(*) filter (is_shaped) >= count(*) filter (is_number) as has_the_shape,
        3 * count(*) filter (is_certain) >= count(*) filter (is_shaped) as has_births,
        4 * count(*) filter (is_number) <= any_value(filled) as has_few
    from cells_seen
    group by cell_column
),
numberings as (
    select cell_column
    from cells_seen
    where phone_digits <> ''
    group by cell_column
    having 2 * count(*) >= any_value(filled) and 2 * count(distinct phone_digits[:6]) < count(*)
),
judged as (
    select
        row_no,
        cell_column,
        place,
        is_lost_in_a_spreadsheet
        or is_shaped and (is_free or has_the_shape and (is_certain or has_births or has_few)) as has_nik,
        has_phone_in_text
        or phone_digits <> ''
        and not regexp_matches(phone_digits, $not_a_phone)
        and cell_column not in (select cell_column from numberings) as has_phone,
        has_email,
        has_name,
        has_address
    from cells_seen
    join columns_seen using (cell_column)
),
rules as (
    select
        row_no,
        cell_column,
        place,
        unnest([
            case when has_nik then 'personal_nik' end,
            case when has_phone then 'personal_phone' end,
            case when has_email then 'personal_email' end,
            case when has_name then 'personal_name' end,
            case when has_address then 'personal_address' end
        ]) as rule
    from judged
    where has_nik or has_phone or has_email or has_name or has_address
)
select
    row_no,
    cell_column,
    place,
    rule
from rules
where rule is not null
