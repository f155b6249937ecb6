"""Example service records: plainly artificial, believable, and the same for the same seed.

`data.demo.files.files` writes them; nothing of them is about a real person, office or day. What was planted, so that
pages, tests and readers know what they ought to find (the numbers are in `beliefs.py`):

Where and when
    Only regions whose MPP works (`mpp_status.csv`: operasi) report, each from the day of its start; a new one needs
    about half a year to fill. Volumes follow working days and hours: Monday is busiest and Friday quietest, mornings
    beat afternoons with a dip at midday, Ramadan (told by its short hours) is quieter, the weeks before the school
    year and the end of the year are busier, tax offices in January to March. Volumes grow by 4 % a year.
What
    Agencies and services have the shares seen at MPP of Aceh (Samsat, DPMPTSP, Kejaksaan, Disdukcapil, Imigrasi lead);
    young MPP lack some agencies, and Pidie has no immigration counter.
How well
    Regions differ in level and trend of the share on time: Banda Aceh, Aceh Tamiang and Nagan Raya improve, Pidie
    worsens (staff short, H08, in the last 18 months), Aceh Tengah stagnates below 90 %, Langsa stays well above.
    Long permits are later than counter services.
Why not
    Aceh Besar: since 14 months building permits (PTS-05), a large share there, wait for a technical recommendation
    (H04), and that pulls the region below 90 %. Lhokseumawe: system outages (H07) in two months, the eighth and
    seventh from the end. Langsa and Aceh Tamiang: flood in 2025-12 (H14): few applications, long times; that month is
    force majeure (`data.demo.files.reference_files`). Four late cases in five carry a code; cases in time do not,
    except a tenth of the long ones that came close to their standard.
Channels
    Electronic and self-service shares grow through the whole window, highest in Banda Aceh. Self-service machines
    note no ticket and no moment of completeness; only counters have tickets.
Satisfaction
    About 3.5 % of those decided answer, on their day or the next two. A late case costs nearly a point on `waktu` and
    a little everywhere; `sarana` is the weakest unsur everywhere; fees (`biaya`) please most.

Complaints
    A few for every thousand applications, sent once a quarter; slower regions answer and settle later.
From documents
    Staffed counters, systems and cost of every month, assessments and SIPPN of every year, sent once a year under the
    number CONTOH/ANGKA. The public service index of the province and three regions is as published, the rest invented.
Planned
    Each region plans the services of its agencies, and young ones also some of IMI, BNN, BCK and POM that they lack
    (`data.demo.files.reference_files`). Businesses that apply for licences are mostly micro.

Nothing in a month's file happened after that month: what is still open then says `proses`, and the file of the month
in which it closes sends it again under the same number. A very small part is never decided and stays open.

A home with other regions, services or calendars gets records too, with usual values where it has no part above.
Standards are those of the window's end.
"""
