"""Facts known for certain about organisations, documents and occasions, as tables for tests."""

from __future__ import annotations

__all__ = ["COUNTS", "DOCUMENTS", "FORMS", "OCCASIONS", "PARENTS", "STATUS"]

# How many members an organisation has on a day.
COUNTS = """
un 193 2026-06-01|un 51 1945-12-31|un 159 1990-01-01|unsc 15 2000-06-01|unsc 15 2010-06-01|unsc 15 2016-06-01
unsc 15 2019-06-01|unsc 15 2023-06-01|unsc 15 2026-06-01|unsc 15 1995-06-01|p5 5 2020-01-01|p5 5 1970-01-01
eu 27 2026-01-01|eu 28 2015-01-01|eu 12 1990-01-01|eu 6 1960-01-01|nato 32 2025-01-01|nato 31 2023-06-01
nato 12 1950-01-01|nato 16 1990-01-01|sco 10 2025-01-01|sco 8 2020-01-01|sco 6 2010-01-01|brics 5 2015-01-01
brics 9 2024-06-01|brics 10 2025-06-01|g7 7 2025-01-01|g8 8 2010-01-01|g20 20 2022-01-01|g20 21 2024-01-01
asean 10 2020-01-01|asean 11 2026-01-01|african-union 55 2020-01-01|gcc 6 2020-01-01|arab-league 22 2024-01-01
opec 11 2026-06-01|opec 13 2023-01-01|oas 34 2025-01-01|oas 35 2020-01-01|commonwealth 56 2024-01-01
apec 21 2024-01-01|osce 57 2024-01-01|council-of-europe 47 2021-01-01|council-of-europe 46 2023-01-01
oic 57 2024-01-01|csto 6 2020-01-01|eaeu 5 2020-01-01|oecd 38 2025-01-01|mercosur 6 2025-01-01
ecowas 15 2020-01-01|ecowas 12 2026-01-01|celac 33 2020-01-01|pacific-islands-forum 18 2024-01-01
schengen-area 29 2025-01-01|eurozone 21 2026-01-01|eurozone 20 2024-01-01|sadc 16 2020-01-01
caricom 15 2020-01-01|saarc 8 2020-01-01|cis 9 2020-01-01|warsaw-pact 8 1960-01-01|quad 4 2022-01-01
"""
# Status of a state or body in an organisation on a day; "-" is none.
STATUS = """
nato state/FIN - 2023-04-03|nato state/FIN member 2023-04-04|nato state/SWE member 2024-03-07
nato state/SWE - 2024-03-06|eu state/GBR member 2020-01-31|eu state/GBR - 2020-02-01
eu state/HRV member 2013-07-01|eu state/UKR candidate 2022-06-23|eu state/TUR candidate 2020-01-01
eu state/NOR - 2020-01-01|sco state/IRN observer 2022-01-01|sco state/IRN member 2023-07-04
sco state/BLR member 2024-07-04|sco state/IND member 2020-01-01|sco state/TUR dialogue-partner 2020-01-01
brics state/ZAF - 2009-12-31|brics state/ZAF member 2011-01-01|brics state/EGY member 2024-01-01
brics state/ARG - 2024-06-01|brics state/IDN member 2025-01-06|brics state/SAU candidate 2025-01-01
g8 state/RUS member 2013-06-17|g8 state/RUS - 2014-03-25|g20 org/african-union member 2023-09-09
g20 org/african-union - 2023-09-08|g20 org/eu member 2010-01-01|asean state/TLS - 2025-10-25
asean state/TLS member 2025-10-26|council-of-europe state/RUS member 2022-03-16
council-of-europe state/RUS - 2022-03-17|arab-league state/SYR suspended 2015-01-01
arab-league state/SYR member 2024-01-01|ecowas state/NER - 2025-02-01|ecowas state/MLI suspended 2023-01-01
opec state/QAT - 2019-01-01|opec state/AGO - 2024-01-01|opec state/ARE member 2026-04-30
opec state/ARE - 2026-05-01|unsc state/KEN member 2022-02-21|unsc state/KEN - 2023-01-01
unsc state/IND member 2021-08-01|unsc state/UKR member 2016-06-01|unsc state/JPN member 2023-01-01
unsc state/PAK member 2025-06-01|unsc state/DEU - 2025-06-01|un state/CHE - 2002-09-09
un state/SSD member 2011-07-14|un state/PSE observer 2020-01-01|un state/TWN - 2020-01-01
un state/DDR member 1980-01-01|un state/SUN member 1962-10-01|un state/RUS member 1992-01-01
commonwealth state/ZWE - 2010-01-01|commonwealth state/MDV member 2021-01-01|oas state/CUB suspended 1990-01-01
cis state/GEO - 2010-01-01|csto state/ARM suspended 2024-06-01|csto state/UZB - 2015-01-01
apec state/TWN member 2000-01-01|aukus state/AUS member 2021-09-15|quad state/IND member 2022-01-01
p5-plus-1 state/DEU member 2015-07-14|african-union state/MAR - 2016-01-01
african-union state/GIN suspended 2025-01-01|african-union state/GIN member 2026-06-01
visegrad-group state/SVK member 2000-01-01|normandy-format state/UKR member 2015-02-12
union-state state/BLR member 2020-01-01|mercosur state/BOL member 2025-01-01|oecd state/CRI member 2022-01-01
igad state/ERI - 2026-01-01|eaeu state/CUB observer 2022-01-01
"""
# A name or acronym and the organisation that it stands for.
FORMS = """
UN un|U.N. un|UNSC unsc|UN Security Council unsc|U.N. Security Council unsc|Security Council unsc|UNGA unga
IAEA iaea|UN nuclear watchdog iaea|EU eu|E.U. eu|European Commission european-commission|NATO nato|SCO sco|G7 g7
G-7 g7|Group of Seven g7|G20 g20|Group of 20 g20|Shanghai Cooperation Organization sco
Shanghai Cooperation Organisation sco|OSCE osce|Organization for Security and Cooperation in Europe osce
State Department us-state-department|Department of State us-state-department|Pentagon us-department-of-defense
Foreign Office uk-foreign-office|FCDO uk-foreign-office
Foreign, Commonwealth & Development Office uk-foreign-office|Chinese Foreign Ministry foreign-ministry-chn
Russian Defence Ministry defence-ministry-rus|Russian Defense Ministry defence-ministry-rus
Verkhovna Rada verkhovna-rada|IRGC irgc|PLA pla|DFAT dfat|ISIL isis|Daesh isis|Islamic State isis
Ansar Allah houthis|Hizballah hezbollah|PKK pkk|Doctors Without Borders msf|ICRC icrc|Xinhua xinhua|Kyodo kyodo
UNSMIL unsmil|UNIFIL unifil|MINUSMA minusma|E3 e3|P5+1 p5-plus-1|Bucharest Nine bucharest-nine
Ukraine Defense Contact Group ukraine-defense-contact-group|ECHR echr|World Health Organisation who
World Food Program wfp|Visegrad Group visegrad-group|Duma state-duma|Knesset knesset
"""
PARENTS = """
unsc un|unga un|ohchr un|unifil un|icj un|european-commission eu|eeas eu|kfor nato|nato-russia-council nato
pace council-of-europe|echr council-of-europe|osce-smm osce|african-union-commission african-union
ofac us-treasury|us-senate us-congress|quds-force irgc|iaea un|world-heritage-committee unesco
asean-secretariat asean|isis-k isis|npc-standing-committee npc
"""
# A name, the document that it stands for, the day of signing or adoption, some parties.
DOCUMENTS = """
UN Charter;un-charter;1945-06-26;
NPT;npt;1968-07-01;
Iran nuclear deal;jcpoa;2015-07-14;state/IRN state/USA state/CHN state/RUS state/FRA state/GBR state/DEU org/eu
JCPOA;jcpoa;2015-07-14;state/IRN
Paris climate accord;paris-agreement;2016-04-22;
Budapest Memorandum;budapest-memorandum;1994-12-05;state/UKR state/RUS state/USA state/GBR
Minsk II;minsk-ii;2015-02-12;state/UKR state/RUS org/osce
New START;new-start;2010-04-08;state/USA state/RUS
INF Treaty;inf-treaty;1987-12-08;state/USA state/SUN
Oslo Accords;oslo-accords;1993-09-13;state/ISR org/plo
Camp David Accords;camp-david-accords;1978-09-17;state/EGY state/ISR
Abraham Accords;abraham-accords;2020-09-15;state/ISR state/ARE state/BHR
Dayton Agreement;dayton-agreement;1995-12-14;state/BIH
Good Friday Agreement;good-friday-agreement;1998-04-10;state/GBR state/IRL
Washington Treaty;north-atlantic-treaty;1949-04-04;state/USA state/CAN state/ISL
Helsinki Final Act;helsinki-final-act;1975-08-01;
Maastricht Treaty;maastricht-treaty;1992-02-07;state/NLD
Sino-British Joint Declaration;sino-british-joint-declaration;1984-12-19;state/CHN state/GBR
Taiwan Relations Act;taiwan-relations-act;1979-04-10;state/USA
Black Sea Grain Initiative;black-sea-grain-initiative;2022-07-22;state/UKR state/RUS state/TUR org/un
Prespa Agreement;prespa-agreement;2018-06-17;state/GRC state/MKD
Treaty of Versailles;treaty-of-versailles;1919-06-28;state/DEU state/FRA
Peace of Westphalia;peace-of-westphalia;1648-10-24;
Panmunjom Declaration;panmunjom-declaration;2018-04-27;state/KOR state/PRK
Doha Agreement;doha-agreement;2020-02-29;state/USA org/taliban
Pretoria Agreement;pretoria-agreement;2022-11-02;state/ETH org/tplf
Molotov-Ribbentrop Pact;molotov-ribbentrop-pact;1939-08-23;state/DEU state/SUN
UN Security Council Resolution 2254;unsc-resolution-2254;2015-12-18;org/unsc
UNSCR 1325;unsc-resolution-1325;2000-10-31;org/unsc
Resolution 2758;resolution-2758;1971-10-25;org/unga
RCEP;rcep;2020-11-15;state/CHN state/JPN state/AUS
USMCA;usmca;2018-11-30;state/USA state/CAN state/MEX
Rome Statute;rome-statute;1998-07-17;
UNCLOS;unclos;1982-12-10;
Atlantic Charter;atlantic-charter;1941-08-14;state/USA state/GBR
Belt and Road Initiative;belt-and-road-initiative;2013-09-07;state/CHN
"""
# A name, the occasion that it stands for, a day on which it was going on, a day on which it was not.
OCCASIONS = """
World War II;world-war-ii;1941-06-22;1946-01-01
Second World War;world-war-ii;1939-09-01;1939-08-31
Korean War;korean-war;1951-01-01;1953-07-28
Yom Kippur War;yom-kippur-war;1973-10-06;1973-11-01
Six-Day War;six-day-war;1967-06-10;1967-06-11
Gulf War;gulf-war;1991-01-17;1991-03-01
special military operation;russian-invasion-of-ukraine;2023-01-01;2022-02-23
Syrian civil war;syrian-civil-war;2015-01-01;2011-01-01
Cuban Missile Crisis;cuban-missile-crisis;1962-10-22;1962-11-30
Suez Crisis;suez-crisis;1956-11-05;1957-04-01
COP26;cop26;2021-11-13;2021-11-14
COP28;cop28;2023-12-01;2023-12-14
Yalta Conference;yalta-conference;1945-02-04;1945-02-12
Potsdam Conference;potsdam-conference;1945-07-26;1945-08-03
Bandung Conference;bandung-conference;1955-04-20;1955-04-25
Bretton Woods Conference;bretton-woods-conference;1944-07-22;1944-07-23
Six-Party Talks;six-party-talks;2005-09-19;2010-01-01
Astana process;astana-process;2018-01-01;2016-12-31
Vilnius Summit;vilnius-summit-2023;2023-07-11;2023-07-13
G7 Hiroshima Summit;g7-hiroshima-2023;2023-05-20;2023-05-22
Davos Forum;world-economic-forum;2020-01-20;1970-12-31
Munich Security Conference;munich-security-conference;2007-02-10;1962-12-31
Crimea Platform;crimea-platform;2021-08-23;2021-08-22
RIMPAC;rimpac;2022-07-01;1970-12-31
"""
