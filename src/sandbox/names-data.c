/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables only. Fenced from the formatter, so that a language stays a paragraph.
 */
#include "src/sandbox/names-data.h"

/* clang-format off */
static const Name firsts_it[] = {
  {"Ada", "ada"},
  {"Luca", "luca"},
  {"Giulia", "giulia"},
  {"Matteo", "matteo"},
  {"Chiara", "chiara"},
  {"Niccolò", "niccolo"},
  {"Beatrice", "beatrice"},
  {"Davide", "davide"},
};
static const Name firsts_pt[] = {
  {"Mário", "mario"},
  {"Inês", "ines"},
  {"João", "joao"},
  {"Conceição", "conceicao"},
  {"Tiago", "tiago"},
  {"Lúcia", "lucia"},
};
static const Name firsts_en[] = {
  {"Grace", "grace"},
  {"Oliver", "oliver"},
  {"Amelia", "amelia"},
  {"Noah", "noah"},
  {"Isla", "isla"},
  {"Theo", "theo"},
  {"Maya", "maya"},
  {"Jack", "jack"},
};
static const Name firsts_de[] = {
  {"Jürgen", "juergen"},
  {"Käthe", "kaethe"},
  {"Lukas", "lukas"},
  {"Söre", "soere"},
  {"Hannah", "hannah"},
  {"Günther", "guenther"},
};
static const Name firsts_fr[] = {
  {"Élodie", "elodie"},
  {"François", "francois"},
  {"Zoé", "zoe"},
  {"Benoît", "benoit"},
  {"Camille", "camille"},
  {"Anaïs", "anais"},
};
static const Name firsts_es[] = {
  {"Íñigo", "inigo"},
  {"Lucía", "lucia"},
  {"José Luis", "joseluis"},
  {"Begoña", "begona"},
  {"Martín", "martin"},
};
static const Name firsts_pl[] = {
  {"Łukasz", "lukasz"},
  {"Małgorzata", "malgorzata"},
  {"Zbigniew", "zbigniew"},
  {"Świętosława", "swietoslawa"},
  {"Jan", "jan"},
};
static const Name firsts_sv[] = {
  {"Åsa", "asa"},
  {"Björn", "bjorn"},
  {"Tomas", "tomas"},
  {"Märta", "marta"},
  {"Öyvind", "oyvind"},
};
static const Name firsts_tr[] = {
  {"İpek", "ipek"},
  {"Oğuz", "oguz"},
  {"Şule", "sule"},
  {"Çağla", "cagla"},
  {"Emre", "emre"},
};
static const Name firsts_ja[] = {
  {"太郎", "taro"},
  {"花子", "hanako"},
  {"さくら", "sakura"},
  {"健", "ken"},
  {"ユキ", "yuki"},
};
static const Name firsts_zh_s[] = {
  {"伟", "wei"},
  {"芳", "fang"},
  {"秀英", "xiuying"},
  {"娜", "na"},
  {"敏", "min"},
};
static const Name firsts_ko[] = {
  {"민준", "minjun"},
  {"서연", "seoyeon"},
  {"지우", "jiwoo"},
  {"하은", "haeun"},
};
static const Name firsts_ru[] = {
  {"Анна", "anna"},
  {"Дмитрий", "dmitry"},
  {"Юлия", "yulia"},
  {"Ёлка", "yolka"},
};
static const Name firsts_el[] = {
  {"Ελένη", "eleni"},
  {"Γιώργος", "giorgos"},
  {"Νίκος", "nikos"},
};
static const Name lasts_it[] = {
  {"Rossi", "rossi"},
  {"Ferri", "ferri"},
  {"Bianchi", "bianchi"},
  {"Esposito", "esposito"},
  {"Conti", "conti"},
  {"D’Angelo", "dangelo"},
  {"Lo Presti", "lopresti"},
  {"Marchetti", "marchetti"},
};
static const Name lasts_pt[] = {
  {"Rossi", "rossi"},
  {"Gonçalves", "goncalves"},
  {"Magalhães", "magalhaes"},
  {"Simões", "simoes"},
  {"Pereira", "pereira"},
  {"Araújo", "araujo"},
};
static const Name lasts_en[] = {
  {"Okafor", "okafor"},
  {"Whitfield", "whitfield"},
  {"O’Connor", "oconnor"},
  {"Smith-Jones", "smithjones"},
  {"Patel", "patel"},
  {"Hughes", "hughes"},
  {"Kaya", "kaya"},
  {"Bell", "bell"},
};
static const Name lasts_de[] = {
  {"Müller", "mueller"},
  {"Weiß", "weiss"},
  {"Schröder", "schroeder"},
  {"Vogel", "vogel"},
  {"Größe", "groesse"},
  {"Lindner", "lindner"},
};
static const Name lasts_fr[] = {
  {"Lefèvre", "lefevre"},
  {"Dubois", "dubois"},
  {"Château", "chateau"},
  {"Noël", "noel"},
  {"Garçon", "garcon"},
  {"Moreau", "moreau"},
};
static const Name lasts_es[] = {
  {"Núñez", "nunez"},
  {"García López", "garcialopez"},
  {"Ibáñez", "ibanez"},
  {"Peña", "pena"},
  {"Vega", "vega"},
};
static const Name lasts_pl[] = {
  {"Wiśniewski", "wisniewski"},
  {"Dąbrowska", "dabrowska"},
  {"Żółć", "zolc"},
  {"Kowalczyk", "kowalczyk"},
  {"Nowak", "nowak"},
};
static const Name lasts_sv[] = {
  {"Lindqvist", "lindqvist"},
  {"Sjöström", "sjostrom"},
  {"Åkesson", "akesson"},
  {"Öberg", "oberg"},
  {"Strand", "strand"},
};
static const Name lasts_tr[] = {
  {"Yıldız", "yildiz"},
  {"Öztürk", "ozturk"},
  {"Güneş", "gunes"},
  {"Kaya", "kaya"},
  {"Aydın", "aydin"},
};
static const Name lasts_ja[] = {
  {"山田", "yamada"},
  {"鈴木", "suzuki"},
  {"佐々木", "sasaki"},
  {"髙橋", "takahashi"},
  {"小林", "kobayashi"},
};
static const Name lasts_zh_s[] = {
  {"王", "wang"},
  {"欧阳", "ouyang"},
  {"李", "li"},
  {"张", "zhang"},
  {"陈", "chen"},
};
static const Name lasts_ko[] = {
  {"김", "kim"},
  {"이", "lee"},
  {"박", "park"},
  {"최", "choi"},
};
static const Name lasts_ru[] = {
  {"Смирнова", "smirnova"},
  {"Щукин", "schukin"},
  {"Петров", "petrov"},
  {"Цветаева", "tsvetaeva"},
};
static const Name lasts_el[] = {
  {"Παπαδόπουλος", "papadopoulos"},
  {"Αγγελοπούλου", "angelopoulou"},
  {"Ιωάννου", "ioannou"},
};

const NameSet name_sets[] = {
  {"it", "+39", firsts_it, G_N_ELEMENTS(firsts_it), lasts_it, G_N_ELEMENTS(lasts_it)},
  {"pt", "+351", firsts_pt, G_N_ELEMENTS(firsts_pt), lasts_pt, G_N_ELEMENTS(lasts_pt)},
  {"en", "+44", firsts_en, G_N_ELEMENTS(firsts_en), lasts_en, G_N_ELEMENTS(lasts_en)},
  {"de", "+49", firsts_de, G_N_ELEMENTS(firsts_de), lasts_de, G_N_ELEMENTS(lasts_de)},
  {"fr", "+33", firsts_fr, G_N_ELEMENTS(firsts_fr), lasts_fr, G_N_ELEMENTS(lasts_fr)},
  {"es", "+34", firsts_es, G_N_ELEMENTS(firsts_es), lasts_es, G_N_ELEMENTS(lasts_es)},
  {"pl", "+48", firsts_pl, G_N_ELEMENTS(firsts_pl), lasts_pl, G_N_ELEMENTS(lasts_pl)},
  {"sv", "+46", firsts_sv, G_N_ELEMENTS(firsts_sv), lasts_sv, G_N_ELEMENTS(lasts_sv)},
  {"tr", "+90", firsts_tr, G_N_ELEMENTS(firsts_tr), lasts_tr, G_N_ELEMENTS(lasts_tr)},
  {"ja", "+81", firsts_ja, G_N_ELEMENTS(firsts_ja), lasts_ja, G_N_ELEMENTS(lasts_ja)},
  {"zh-s", "+86", firsts_zh_s, G_N_ELEMENTS(firsts_zh_s), lasts_zh_s, G_N_ELEMENTS(lasts_zh_s)},
  {"ko", "+82", firsts_ko, G_N_ELEMENTS(firsts_ko), lasts_ko, G_N_ELEMENTS(lasts_ko)},
  {"ru", "+7", firsts_ru, G_N_ELEMENTS(firsts_ru), lasts_ru, G_N_ELEMENTS(lasts_ru)},
  {"el", "+30", firsts_el, G_N_ELEMENTS(firsts_el), lasts_el, G_N_ELEMENTS(lasts_el)},
};
const guint n_name_sets = G_N_ELEMENTS(name_sets);

const Name odd_first_names[] = {
  {"🦊 Foxy", "foxy"},
  {"👩‍👩‍👧‍👦", "family"},
  {"Zoé", "zoe"},
  {"مريم", "maryam"},
  {"שירה", "shira"},
  {"Adolph Blaine Charles David Earl Frederick Gerald Hubert Irvin John Kenneth Lloyd Martin Nero Oliver Paul "
   "Quincy Randolph Sherman Thomas Uncas Victor William Xerxes Yancy", "adolph"},
  {"नागेश", "nagesh"},
  {"ไพลิน", "phailin"},
};
const guint n_odd_first_names = G_N_ELEMENTS(odd_first_names);
/* clang-format on */
