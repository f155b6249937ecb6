"""Small workbooks whose formulas failed, in every form the office suites write."""

import base64
import zlib
from pathlib import Path

import xlsxwriter

from tests.intake import hostile

ROWS = (
    ("nomor_permohonan", "kode_wilayah", "kode_layanan", "waktu_diajukan", "waktu_selesai", "biaya_dibayar"),
    ("A-1", "11.71", "DKC-01", "2026-03-02", "2026-03-03", "0"),
    ("A-2", "11.71", "#N/A", "2026-03-02", "#REF!", "#VALUE!"),
    ("#NAME?", "11.71", "DKC-01", "#DIV/0!", "2026-03-03", "#NUM!"),
    ("A-4", "11.71", "DKC-01", "2026-03-02", "2026-03-03", "0"),
)
"""Row 3 and 4 of the spreadsheet have three failed formulas each."""
FOUND = [
    (3, "kode_layanan", "cell_error", "error"),
    (3, "waktu_selesai", "cell_error", "error"),
    (3, "biaya_dibayar", "cell_error", "warning"),
    (4, "nomor_permohonan", "cell_error", "error"),
    (4, "waktu_diajukan", "cell_error", "error"),
    (4, "biaya_dibayar", "cell_error", "warning"),
]
XLS = """
c-
rk)U2IfU5T5(9+q?bawiLkvbw&AWyJWW*s8Q@MDp3PLR6<C~ZM%h~+udec0wfq0kryM0h6i6r2uTwkF#g0uA2hLj^FgC8JZLm2JQxi=tVUx<Y}aq*o_p
DCw@J4UqtdgPd+yAgb7sytGjnG4o3HDpuYA~eo#wR1$e`JLh=K()4G{7Wn@Cr**?d0lk@L&#Kh<Vb&u3`j`~m<z^9q2a&bCtZ%kBTy_EQ?aaSGFJN}<o
tX)34P2a743Z!u$L7s<ESwk&_?@;QEU95(=^{Ga1J`+pUn8c+kM1*~wd0ICDj16BeW0IS3%h*ksE0PY7g0@ec70oDVW01p7dfCm8^01p8kR=RCcJ;PSK
H!HjqePlTn-PIPdaEieIeOmJ+AGw_Uby&m)=9JjQ4ZvX<W!va+k^|v?s&$JFj>bAn!bo@FO`}Vo*3$bz{Y;*_#QM-WDcr6s`k>w^x?hmz26@&JkN-
r*d?%C`?C^WB@;Ai^G^)^g$e|=9s2_1K0ggucg8l0i;b8C3y5tLU-O1M`vzjK@$DWF(;u$A7Ext2Bf8@gjemWUuIu956?~9}BWzy-MqfcP(O6_xt%b%M
|-?{+3bpd+w0`$;4`b8anm8CrQcGi%-E*q4-
K5I(9GFu^iLpG2<BKCV8k=W)y4X^BV#+^6NYxqrR7J%r$1&wafA&$|x{URxtTjR3(IeQ^&r>Y!#(dY05i_U6@`PQV?iDxG@{c5{W-
$L}a5Y??e5%~Y2s}kL7-CH1)9!Y2VM&p^0^s#ixNr81ZJs9shnMgXPons!#2)<&_NoRQcMBiY-Ieuc;N!56Sv3N2*<|KgkC%_Aaesme!O<j=~795Lh+Z
jWI>V2js5{=<nYKyk*h(xzXqHTr9b}T9?gWBZzNFG;MEp?mj6*ge40^C0SRjSwdo^#`&T@(+iv1^0aO^zUSvV%7EDblm<=8YYV9eqO2((M^H@~Kj*b{1
cz%w`$UBF|Ta*Sjar3GFp`Zo>GZL)?Ds*j(_w#h>@5j;#gnR}j}i(2C^bbx3Q~)>H@2O&yu;@Oq72z!!^NmSvOny0t>BwAPJC<gL)sZS~&jMk{TF(6ka
Xy#&oDK{MyjW+abrGY3+b22ArYUG~_+3}A+jnZQgR3jhl!Op`f-KE`ua_!!S=`54a`@-d#X(#LqtDuwAXXSI)ca|V&m=t|FK$-
LYRHK?mnv3eqcI8t3i=(1#w)uxT&b(1vN6ryf@Jvf`d6PU+o(Q1uOH9_kjoXrrGbV;B*4xQFDvs9yK(T2b1Ah-?DNSCkPxC+9o$ijjyySEQ6`+P-
&ePvgJ%x;PvHA<FQB-
t$5ZnJ2+&7$o#{q6pR_OZa+)2>_PEESYk5DXv}6?tZEi_k+kyF@~(Q>BdKF>Dr3==Jn*(9H^n9v3&^)YCO6PXO9cM6{z;;Y6C3L{}~@_tub&8kKGiZd<
w=*WFJ~a?bl)Vjz<qOAn2Qcb^)FC&Q2Kj2v+K<H=-POtw2QG}L}4xxeOy^d-01Jc*Z-n3tx{U;gdZ-edOFw=8Pe{L#036lYY#;P36KKIl~2^{lEB4ysy
VP}K{gs>b+v#?AftJ*vieZQgs;p?B;vKWK&T<>=28{n}U8E^S+DUwj+-
x88cMmm|j<+F@0vcz2;)pzA(W7m=z}yfy1eN3V9`HFu4Uz8KGpCDN(lwX$)=+O|c}=-
=4xX8kYwH^&D`jp04bR=MvlL3)OUk#Vyg!)5DVFY(x|UGrts)$2o^o%cZQ2yApObU3~w`9?tvzL+t%0BDczXM0f(#Fu=2eC3o||8G{cx|;($PbaYc5!5
Ao_IqFjLvkie8ArX624&&4Mad78vHu*(-}UA9Lc)OP5Elz9PoMTBtiPo|{=NSH&)+q1H*)
"""
"""The same rows as LibreOffice saves them in the format of Excel 97, packed; nothing we ship can write it."""


def xlsx(path: Path) -> Path:
    """By XlsxWriter, with a sheet before it whose failed formulas are another's affair."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Catatan & lain").write_formula(1, 0, "=1/0", None, "#DIV/0!")
        sheet = book.add_worksheet("Data")
        for i, row in enumerate(ROWS):
            for j, cell in enumerate(row):
                if cell.startswith("#"):
                    sheet.write_formula(i, j, '="<c t=""e"">"&1/0', None, cell)
                else:
                    sheet.write_string(i, j, cell)
    return path


def ods(path: Path) -> Path:
    """As LibreOffice writes it, a row and a cell of it repeated above and before."""

    def cell(text: str) -> str:
        if text.startswith("#"):
            attributes = 'table:formula="of:=1/0" office:value-type="string" office:string-value=""'
            return (
                f'<table:table-cell {attributes} calcext:value-type="error"><text:p>{text}</text:p></table:table-cell>'
            )
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    path.write_bytes(hostile.ods(rows))
    return path


def xls(path: Path) -> Path:
    """Unpacked from the text above."""
    path.write_bytes(zlib.decompress(base64.b85decode("".join(XLS.split()))))
    return path


def recap_by_month(path: Path) -> Path:
    """A recap with a sheet a month, none of which says its month in a cell."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Agustus", "September"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Kode Wilayah", "Jenis Layanan", "Masuk"])
            sheet.write_row(1, 0, ["11.71", "DKC-01", 7])
    return path
