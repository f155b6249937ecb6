"""Columns that hold personal data by their name: every word of the header belongs to a person, one of them tells what.

`Nama Pemohon` and `No. HP/WA yang dapat dihubungi` consist of such words only; `Nama Layanan`, `Alamat Instansi`
and `Klinik` do not. So an unknown word makes a header harmless, and cells are looked into in any case.
"""

import functools
import re
from collections.abc import Sequence, Set

from data.schema.kinds import fold

TELLING = (
    # names, numbers of identity
    "nama name username nik nokk nomorkk nokartukeluarga nomorkartukeluarga noktp nomorktp nip identitas"
    " identity indukkependudukan npwp paspor passport norek nomorrek norekening nomorrekening nobpjs nomorbpjs"
    # where and how a person is reached
    " alamat address domisili rtrw hp handphone ponsel telepon telpon telefon telp tlp telephone phone wa whatsapp"
    " email surel suratelektronik kontak contact narahubung instagram facebook"
    # birth
    " lahir kelahiran birth birthday birthdate birthplace dob ttl"
)
"""Words that say what a column holds (folded)."""
ALONE = (
    "pemohon pelapor pengadu applicant complainant kk tandatangan ttd signature paraf agama religion"
    " kewarganegaraan nationality statusperkawinan statuspernikahan statuskawin maritalstatus golongandarah"
    " bloodtype"
)
"""Headers that are personal only when nothing else is written."""
OF_PLACES = "gampong desa kelurahan kecamatan dusun rt rw jalan lokasi street village district"
"""Words that are personal only beside one of the next: `Alamat Gampong`, but not `Nama Gampong`."""
ADDRESSES = "alamat address domisili"
ABOUT_PERSONS = (
    "no nomor nmr number lengkap full first middle last depan tengah belakang panggilan asli jelas pemohon pelapor"
    " pengadu responden pelanggan pengguna penggunalayanan pengunjung penduduk warga pasien peserta wajibpajak wp"
    " pemilik penanggungjawab kuasa pengurus direktur pimpinan ayah ibu kandung suami istri anak bayi ortu orangtua"
    " wali keluarga kepala ktp ektp ktpel kk petugas operator staf staff pegawai officer penerima penerimalayanan"
    " pendaftar pelaku usaha perusahaan badanusaha pt cv company business customer client user visitor citizen"
    " applicant respondent complainant owner tempat tanggal tgl tempattgl tmpt place date of day rumah tinggal home"
    " sekarang aktif seluler selular genggam mobile yang dapat bisa dihubungi dan atau and or the sesuai di pada"
    " opsional optional boleh kosong dikosongkan jika bila ada berkenan data pribadi diri saudara anda bapak your"
    " person ybs yangbersangkutan"
)


def personal_headers(headers: Sequence[str], mapped: Set[int]) -> tuple[int, ...]:
    """Places (from 0) of the columns to be dropped with a notice; a column in `mapped` keeps its declared meaning."""
    return tuple(i for i, header in enumerate(headers) if i not in mapped and is_personal(header))


def is_personal(header: str) -> bool:
    """Whether a column of this name holds personal data."""
    folded = fold(header)
    if folded in _words(ALONE):
        return True
    words = re.findall(_vocabulary(), folded)
    if "".join(words) != folded or _words(TELLING).isdisjoint(words):
        return False
    return _words(OF_PLACES).isdisjoint(words) or not _words(ADDRESSES).isdisjoint(words)


@functools.cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


@functools.cache
def _vocabulary() -> str:
    """Longest words first, so that `nomor` is not read as `no` and a rest; one pass, no going back."""
    words = _words(TELLING) | _words(OF_PLACES) | _words(ABOUT_PERSONS)
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
