"""Twenty ordinary instructions in each language of `--language`, with quotations and technical words as in real ones."""

from __future__ import annotations

_TEXTS = {
    "zh-Hant": """
寫一首關於秋天的短詩。
請用三句話說明光合作用的過程。
將以下句子翻譯成英語：今天天气很好。
列出五種適合初學者的運動，並說明理由。
比較電動車與燃油車的優點和缺點。
幫我擬一封向老師請假的電子郵件。
如何在一個月內養成早起的習慣？
解釋什麼是通貨膨脹，並舉一個例子。
把「这是一个简体句子」改成繁體字。
為一間咖啡店想三個有趣的名字。
根據文章內容，回答主角為什麼離開家鄉。
請寫一段 Python 程式，計算清單中數字的平均值。
為什麼天空是藍色的？
推薦幾本適合國中生閱讀的歷史小說。
請判斷這則評論是正面還是負面的。
計算長八公尺、寬五公尺的房間面積。
寫一則關於環保的廣告標語。
把這段對話改寫成書面語。
總結這篇報導的重點。
描述你最難忘的一次旅行。
""",
    "en": """
Write a short poem about autumn in the mountains.
Explain how photosynthesis works in three sentences.
List five sports that are suitable for beginners.
Compare the advantages of trains and planes for long trips.
Draft an email to a landlord about a broken heater.
What is the difference between a virus and a bacterium?
Suggest three names for a small bakery.
Rewrite the following sentence in the passive voice.
How can I learn to cook on a small budget?
Summarize the main points of this article.
Write a Python function that reverses a list.
Describe the taste of a ripe mango.
Give me two arguments for a shorter working week.
Classify these animals as mammals or birds.
Create a dialogue between a doctor and a patient.
Calculate the area of a room of eight by five metres.
Why do leaves change their colour?
Plan a weekend in Lisbon for a family with children.
Correct the spelling mistakes in the text below.
Invent a riddle whose answer is a clock.
""",
    "ja": """
秋についての短い詩を書いてください。
光合成の仕組みを三つの文で説明しなさい。
初心者に向いているスポーツを五つ挙げてください。
電車と飛行機の長所と短所を比較してください。
上司に休暇を願い出るメールを作成してください。
ウイルスと細菌の違いは何ですか。
小さなパン屋の名前を三つ提案してください。
次の文を敬語に書き換えてください。
少ない予算で料理を学ぶにはどうすればよいですか。
この記事の要点をまとめてください。
リストを逆順にする Python の関数を書いてください。
東京から京都までの旅行計画を立ててください。
「I love you」を日本語に訳してください。
日本国憲法第九条の内容を簡潔に要約せよ。
医者と患者の会話を作ってください。
縦八メートル、横五メートルの部屋の面積を求めよ。
なぜ空は青いのですか？
次の動物を哺乳類と鳥類に分類してください。
友人の結婚式で話すスピーチを考えて。
与えられた数値の平均値を計算してください。
""",
    "ko": """
가을에 대한 짧은 시를 써 주세요.
광합성 과정을 세 문장으로 설명하세요.
초보자에게 알맞은 운동 다섯 가지를 나열하세요.
기차와 비행기의 장단점을 비교해 보세요.
집주인에게 고장 난 보일러에 대해 이메일을 쓰세요.
바이러스와 세균의 차이는 무엇인가요?
작은 빵집 이름을 세 개 제안해 주세요.
다음 문장을 높임말로 바꾸어 쓰세요.
적은 예산으로 요리를 배우려면 어떻게 해야 하나요?
이 기사의 요점을 정리하세요.
리스트를 뒤집는 Python 함수를 작성하세요.
잘 익은 망고의 맛을 묘사하세요.
"I love you"를 한국어로 번역하세요.
다음 동물을 포유류와 조류로 분류하세요.
의사와 환자의 대화를 만들어 보세요.
가로 8미터, 세로 5미터인 방의 넓이를 계산하세요.
나뭇잎의 색은 왜 변하나요?
아이들과 함께하는 부산 주말 여행을 계획하세요.
아래 글의 맞춤법 오류를 고치세요.
답이 시계인 수수께끼를 만드세요.
""",
    "fr": """
Écris un court poème sur l'automne en montagne.
Explique la photosynthèse en trois phrases.
Cite cinq sports qui conviennent aux débutants.
Compare les avantages du train et de l'avion.
Rédige un courriel au propriétaire au sujet du chauffage en panne.
Quelle est la différence entre un virus et une bactérie ?
Propose trois noms pour une petite boulangerie.
Réécris la phrase suivante à la voix passive.
Comment apprendre à cuisiner avec un petit budget ?
Résume les points principaux de cet article.
Écris une fonction Python qui inverse une liste.
Décris le goût d'une mangue bien mûre.
Donne deux arguments pour une semaine de travail plus courte.
Traduis la phrase « The weather is nice today » en français.
Imagine un dialogue entre un médecin et son patient.
Calcule la surface d'une pièce de huit mètres sur cinq.
Pourquoi les feuilles changent-elles de couleur ?
Organise un week-end à Lisbonne pour une famille avec des enfants.
Corrige les fautes d'orthographe du texte ci-dessous.
Invente une devinette dont la réponse est une horloge.
""",
    "de": """
Schreibe ein kurzes Gedicht über den Herbst in den Bergen.
Erkläre die Photosynthese in drei Sätzen.
Nenne fünf Sportarten, die für Anfänger geeignet sind.
Vergleiche die Vorteile von Bahn und Flugzeug.
Verfasse eine E-Mail an den Vermieter wegen der kaputten Heizung.
Was ist der Unterschied zwischen einem Virus und einem Bakterium?
Schlage drei Namen für eine kleine Bäckerei vor.
Formuliere den folgenden Satz im Passiv.
Wie lernt man mit wenig Geld kochen?
Fasse die wichtigsten Punkte dieses Artikels zusammen.
Schreibe eine Python-Funktion, die eine Liste umkehrt.
Beschreibe den Geschmack einer reifen Mango.
Nenne zwei Argumente für eine kürzere Arbeitswoche.
Übersetze „The weather is nice today“ ins Deutsche.
Erfinde ein Gespräch zwischen einem Arzt und einer Patientin.
Berechne die Fläche eines Zimmers von acht mal fünf Metern.
Warum verfärben sich die Blätter?
Plane ein Wochenende in Lissabon für eine Familie mit Kindern.
Korrigiere die Rechtschreibfehler im folgenden Text.
Denke dir ein Rätsel aus, dessen Lösung eine Uhr ist.
""",
    "es": """
Escribe un poema corto sobre el otoño en la montaña.
Explica la fotosíntesis en tres frases.
Enumera cinco deportes adecuados para principiantes.
Compara las ventajas del tren y del avión.
Redacta un correo al casero sobre la calefacción averiada.
¿Cuál es la diferencia entre un virus y una bacteria?
Propón tres nombres para una panadería pequeña.
Reescribe la siguiente oración en voz pasiva.
¿Cómo puedo aprender a cocinar con poco dinero?
Resume los puntos principales de este artículo.
Escribe una función de Python que invierta una lista.
Describe el sabor de un mango maduro.
Da dos argumentos a favor de una semana laboral más corta.
Traduce «The weather is nice today» al español.
Inventa un diálogo entre un médico y su paciente.
Calcula el área de una habitación de ocho por cinco metros.
¿Por qué cambian de color las hojas?
Planifica un fin de semana en Lisboa para una familia con niños.
Corrige las faltas de ortografía del texto de abajo.
Crea una adivinanza cuya respuesta sea un reloj.
""",
    "pt": """
Escreva um poema curto sobre o outono na montanha.
Explique a fotossíntese em três frases.
Liste cinco esportes adequados para iniciantes.
Compare as vantagens do trem e do avião.
Redija um e-mail ao proprietário sobre o aquecedor quebrado.
Qual é a diferença entre um vírus e uma bactéria?
Sugira três nomes para uma pequena padaria.
Reescreva a seguinte frase na voz passiva.
Como posso aprender a cozinhar com pouco dinheiro?
Resuma os pontos principais deste artigo.
Escreva uma função em Python que inverta uma lista.
Descreva o sabor de uma manga madura.
Dê dois argumentos a favor de uma semana de trabalho mais curta.
Traduza "The weather is nice today" para o português.
Invente um diálogo entre um médico e seu paciente.
Calcule a área de um quarto de oito por cinco metros.
Por que as folhas mudam de cor?
Planeje um fim de semana em Lisboa para uma família com crianças.
Corrija os erros de ortografia do texto abaixo.
Crie uma charada cuja resposta seja um relógio.
""",
    "it": """
Scrivi una breve poesia sull'autunno in montagna.
Spiega la fotosintesi in tre frasi.
Elenca cinque sport adatti ai principianti.
Confronta i vantaggi del treno e dell'aereo.
Scrivi un'e-mail al padrone di casa sul riscaldamento guasto.
Qual è la differenza tra un virus e un batterio?
Proponi tre nomi per una piccola panetteria.
Riscrivi la frase seguente al passivo.
Come posso imparare a cucinare con pochi soldi?
Riassumi i punti principali di questo articolo.
Scrivi una funzione Python che inverta una lista.
Descrivi il sapore di un mango maturo.
Fornisci due argomenti a favore di una settimana lavorativa più corta.
Traduci «The weather is nice today» in italiano.
Inventa un dialogo tra un medico e il suo paziente.
Calcola l'area di una stanza di otto metri per cinque.
Perché le foglie cambiano colore?
Organizza un fine settimana a Lisbona per una famiglia con bambini.
Correggi gli errori di ortografia nel testo qui sotto.
Crea un indovinello la cui risposta sia un orologio.
""",
    "nl": """
Schrijf een kort gedicht over de herfst in de bergen.
Leg fotosynthese uit in drie zinnen.
Noem vijf sporten die geschikt zijn voor beginners.
Vergelijk de voordelen van de trein en het vliegtuig.
Schrijf een e-mail aan de huisbaas over de kapotte verwarming.
Wat is het verschil tussen een virus en een bacterie?
Bedenk drie namen voor een kleine bakkerij.
Herschrijf de volgende zin in de lijdende vorm.
Hoe kan ik met weinig geld leren koken?
Vat de belangrijkste punten van dit artikel samen.
Schrijf een Python-functie die een lijst omkeert.
Beschrijf de smaak van een rijpe mango.
Geef twee argumenten voor een kortere werkweek.
Vertaal "The weather is nice today" naar het Nederlands.
Verzin een gesprek tussen een arts en een patiënt.
Bereken de oppervlakte van een kamer van acht bij vijf meter.
Waarom veranderen bladeren van kleur?
Plan een weekend in Lissabon voor een gezin met kinderen.
Verbeter de spelfouten in de onderstaande tekst.
Bedenk een raadsel waarvan het antwoord een klok is.
""",
    "pl": """
Napisz krótki wiersz o jesieni w górach.
Wyjaśnij fotosyntezę w trzech zdaniach.
Wymień pięć sportów odpowiednich dla początkujących.
Porównaj zalety pociągu i samolotu.
Napisz e-mail do właściciela mieszkania o zepsutym ogrzewaniu.
Jaka jest różnica między wirusem a bakterią?
Zaproponuj trzy nazwy dla małej piekarni.
Przekształć poniższe zdanie na stronę bierną.
Jak nauczyć się gotować za niewielkie pieniądze?
Streść najważniejsze punkty tego artykułu.
Napisz funkcję w Pythonie, która odwraca listę.
Opisz smak dojrzałego mango.
Podaj dwa argumenty za krótszym tygodniem pracy.
Przetłumacz „The weather is nice today” na polski.
Wymyśl rozmowę lekarza z pacjentem.
Oblicz powierzchnię pokoju o wymiarach osiem na pięć metrów.
Dlaczego liście zmieniają kolor?
Zaplanuj weekend w Lizbonie dla rodziny z dziećmi.
Popraw błędy ortograficzne w poniższym tekście.
Ułóż zagadkę, której odpowiedzią jest zegar.
""",
    "cs": """
Napiš krátkou báseň o podzimu v horách.
Vysvětli fotosyntézu ve třech větách.
Vyjmenuj pět sportů vhodných pro začátečníky.
Porovnej výhody vlaku a letadla.
Napiš e-mail majiteli bytu o rozbitém topení.
Jaký je rozdíl mezi virem a bakterií?
Navrhni tři jména pro malou pekárnu.
Přepiš následující větu do trpného rodu.
Jak se naučit vařit s malým rozpočtem?
Shrň hlavní body tohoto článku.
Napiš v Pythonu funkci, která obrátí seznam.
Popiš chuť zralého manga.
Uveď dva argumenty pro kratší pracovní týden.
Přelož „The weather is nice today“ do češtiny.
Vymysli rozhovor lékaře s pacientem.
Vypočítej plochu pokoje o rozměrech osm krát pět metrů.
Proč listy mění barvu?
Naplánuj víkend v Lisabonu pro rodinu s dětmi.
Oprav pravopisné chyby v následujícím textu.
Vymysli hádanku, jejíž odpovědí jsou hodiny.
""",
    "sv": """
Skriv en kort dikt om hösten i fjällen.
Förklara fotosyntesen i tre meningar.
Nämn fem sporter som passar för nybörjare.
Jämför fördelarna med tåg och flyg.
Skriv ett mejl till hyresvärden om det trasiga elementet.
Vad är skillnaden mellan ett virus och en bakterie?
Föreslå tre namn på ett litet bageri.
Skriv om följande mening i passiv form.
Hur kan jag lära mig laga mat med liten budget?
Sammanfatta de viktigaste punkterna i artikeln.
Skriv en Python-funktion som vänder på en lista.
Beskriv smaken av en mogen mango.
Ge två argument för en kortare arbetsvecka.
Översätt "The weather is nice today" till svenska.
Hitta på ett samtal mellan en läkare och en patient.
Beräkna arean av ett rum på åtta gånger fem meter.
Varför byter löven färg?
Planera en helg i Lissabon för en familj med barn.
Rätta stavfelen i texten nedan.
Hitta på en gåta vars svar är en klocka.
""",
    "tr": """
Dağlarda sonbahar hakkında kısa bir şiir yaz.
Fotosentezi üç cümleyle açıkla.
Yeni başlayanlara uygun beş spor say.
Tren ile uçağın avantajlarını karşılaştır.
Ev sahibine bozuk kalorifer hakkında bir e-posta yaz.
Virüs ile bakteri arasındaki fark nedir?
Küçük bir fırın için üç isim öner.
Aşağıdaki cümleyi edilgen çatıyla yeniden yaz.
Az parayla yemek yapmayı nasıl öğrenebilirim?
Bu makalenin ana noktalarını özetle.
Bir listeyi tersine çeviren bir Python fonksiyonu yaz.
Olgun bir mangonun tadını anlat.
Daha kısa bir çalışma haftası için iki gerekçe sun.
"The weather is nice today" cümlesini Türkçeye çevir.
Bir doktor ile hastası arasında bir konuşma yaz.
Sekize beş metrelik bir odanın alanını hesapla.
Yapraklar neden renk değiştirir?
Çocuklu bir aile için Lizbon'da bir hafta sonu planla.
Aşağıdaki metnin yazım hatalarını düzelt.
Cevabı saat olan bir bilmece uydur.
""",
    "vi": """
Viết một bài thơ ngắn về mùa thu trên núi.
Giải thích quá trình quang hợp trong ba câu.
Liệt kê năm môn thể thao phù hợp cho người mới bắt đầu.
So sánh ưu điểm của tàu hỏa và máy bay.
Soạn email gửi chủ nhà về máy sưởi bị hỏng.
Virus và vi khuẩn khác nhau như thế nào?
Gợi ý ba cái tên cho một tiệm bánh nhỏ.
Viết lại câu sau ở thể bị động.
Làm thế nào để học nấu ăn với ít tiền?
Tóm tắt các ý chính của bài báo này.
Viết một hàm Python để đảo ngược danh sách.
Mô tả hương vị của một quả xoài chín.
Đưa ra hai lý do ủng hộ tuần làm việc ngắn hơn.
Dịch câu "The weather is nice today" sang tiếng Việt.
Tạo đoạn hội thoại giữa bác sĩ và bệnh nhân.
Tính diện tích căn phòng dài tám mét, rộng năm mét.
Tại sao lá cây đổi màu?
Lên kế hoạch cuối tuần ở Đà Nẵng cho gia đình có trẻ nhỏ.
Sửa lỗi chính tả trong đoạn văn dưới đây.
Nghĩ ra một câu đố có đáp án là chiếc đồng hồ.
""",
    "id": """
Tulis puisi pendek tentang musim gugur di pegunungan.
Jelaskan proses fotosintesis dalam tiga kalimat.
Sebutkan lima olahraga yang cocok untuk pemula.
Bandingkan kelebihan kereta api dan pesawat.
Buatlah surel kepada pemilik rumah tentang pemanas yang rusak.
Apa perbedaan antara virus dan bakteri?
Usulkan tiga nama untuk toko roti kecil.
Tulis ulang kalimat berikut dalam bentuk pasif.
Bagaimana cara belajar memasak dengan biaya sedikit?
Ringkaslah pokok-pokok artikel ini.
Tulis fungsi Python yang membalik sebuah daftar.
Gambarkan rasa mangga yang matang.
Berikan dua alasan untuk minggu kerja yang lebih pendek.
Terjemahkan "The weather is nice today" ke dalam bahasa Indonesia.
Buat percakapan antara dokter dan pasien.
Hitung luas kamar berukuran delapan kali lima meter.
Mengapa daun berubah warna?
Rencanakan akhir pekan di Bandung untuk keluarga dengan anak-anak.
Perbaiki kesalahan ejaan dalam teks di bawah ini.
Buat teka-teki yang jawabannya jam dinding.
""",
    "ru": """
Напиши короткое стихотворение об осени в горах.
Объясни фотосинтез в трёх предложениях.
Назови пять видов спорта, подходящих для новичков.
Сравни преимущества поезда и самолёта.
Составь письмо хозяину квартиры о сломанной батарее.
Чем вирус отличается от бактерии?
Предложи три названия для маленькой пекарни.
Перепиши следующее предложение в страдательном залоге.
Как научиться готовить с небольшим бюджетом?
Кратко изложи основные мысли этой статьи.
Напиши функцию на Python, которая переворачивает список.
Опиши вкус спелого манго.
Приведи два довода в пользу короткой рабочей недели.
Переведи «The weather is nice today» на русский язык.
Придумай диалог врача и пациента.
Вычисли площадь комнаты восемь на пять метров.
Почему листья меняют цвет?
Спланируй выходные в Казани для семьи с детьми.
Исправь орфографические ошибки в тексте ниже.
Придумай загадку, ответом на которую будут часы.
""",
    "uk": """
Напиши короткий вірш про осінь у горах.
Поясни фотосинтез трьома реченнями.
Назви п'ять видів спорту, що підходять для новачків.
Порівняй переваги потяга й літака.
Склади лист власнику квартири про зламану батарею.
Чим вірус відрізняється від бактерії?
Запропонуй три назви для маленької пекарні.
Перепиши наступне речення в пасивному стані.
Як навчитися готувати з невеликим бюджетом?
Стисло виклади основні думки цієї статті.
Напиши функцію на Python, яка перевертає список.
Опиши смак стиглого манго.
Наведи два аргументи на користь коротшого робочого тижня.
Переклади «The weather is nice today» українською мовою.
Вигадай діалог лікаря та пацієнта.
Обчисли площу кімнати вісім на п'ять метрів.
Чому листя змінює колір?
Сплануй вихідні у Львові для родини з дітьми.
Виправ орфографічні помилки в тексті нижче.
Придумай загадку, відповіддю на яку буде годинник.
""",
    "ar": """
اكتب قصيدة قصيرة عن الخريف في الجبال.
اشرح عملية التمثيل الضوئي في ثلاث جمل.
اذكر خمس رياضات مناسبة للمبتدئين.
قارن بين مزايا القطار والطائرة.
اكتب رسالة إلى صاحب البيت بشأن المدفأة المعطلة.
ما الفرق بين الفيروس والبكتيريا؟
اقترح ثلاثة أسماء لمخبز صغير.
أعد كتابة الجملة التالية بصيغة المبني للمجهول.
كيف أتعلم الطبخ بميزانية محدودة؟
لخص النقاط الرئيسية في هذا المقال.
اكتب دالة بلغة Python تعكس ترتيب قائمة.
صف طعم ثمرة مانجو ناضجة.
قدم حجتين لصالح أسبوع عمل أقصر.
ترجم "The weather is nice today" إلى العربية.
ألف حوارا بين طبيب ومريض.
احسب مساحة غرفة طولها ثمانية أمتار وعرضها خمسة.
لماذا تغير أوراق الشجر لونها؟
خطط لعطلة نهاية أسبوع في مراكش لأسرة مع أطفال.
صحح الأخطاء الإملائية في النص أدناه.
اخترع لغزا جوابه الساعة.
""",
    "fa": """
یک شعر کوتاه درباره پاییز در کوهستان بنویس.
فتوسنتز را در سه جمله توضیح بده.
پنج ورزش مناسب برای افراد مبتدی نام ببر.
مزایای قطار و هواپیما را مقایسه کن.
نامه‌ای به صاحبخانه درباره خرابی شوفاژ بنویس.
تفاوت ویروس و باکتری چیست؟
سه نام برای یک نانوایی کوچک پیشنهاد کن.
جمله زیر را به صورت مجهول بازنویسی کن.
چگونه با بودجه کم آشپزی یاد بگیرم؟
نکات اصلی این مقاله را خلاصه کن.
یک تابع Python بنویس که فهرستی را برعکس کند.
مزه یک انبه رسیده را توصیف کن.
دو دلیل به نفع هفته کاری کوتاه‌تر بیاور.
«The weather is nice today» را به فارسی ترجمه کن.
گفتگویی میان پزشک و بیمار بنویس.
مساحت اتاقی به طول هشت و عرض پنج متر را حساب کن.
چرا برگ‌ها رنگ عوض می‌کنند؟
برای یک خانواده با کودک آخر هفته‌ای در شیراز برنامه‌ریزی کن.
غلط‌های املایی متن زیر را درست کن.
معمایی بساز که پاسخ آن ساعت باشد.
""",
    "he": """
כתוב שיר קצר על הסתיו בהרים.
הסבר את תהליך הפוטוסינתזה בשלושה משפטים.
מנה חמישה ענפי ספורט שמתאימים למתחילים.
השווה בין יתרונות הרכבת לבין יתרונות המטוס.
נסח מכתב לבעל הדירה על התנור המקולקל.
מה ההבדל בין נגיף לחיידק?
הצע שלושה שמות למאפייה קטנה.
כתוב מחדש את המשפט הבא בצורת סביל.
איך אפשר ללמוד לבשל בתקציב קטן?
סכם את הנקודות העיקריות במאמר הזה.
כתוב פונקציה ב-Python שהופכת רשימה.
תאר את הטעם של מנגו בשל.
תן שני נימוקים בעד שבוע עבודה קצר יותר.
תרגם "The weather is nice today" לעברית.
חבר דו-שיח בין רופא למטופל.
חשב את שטח החדר שאורכו שמונה מטרים ורוחבו חמישה.
מדוע העלים מחליפים צבע?
תכנן סוף שבוע בחיפה למשפחה עם ילדים.
תקן את שגיאות הכתיב בטקסט שלמטה.
המצא חידה שהתשובה עליה היא שעון.
""",
    "hi": """
पहाड़ों में शरद ऋतु पर एक छोटी कविता लिखो।
प्रकाश संश्लेषण को तीन वाक्यों में समझाइए।
शुरुआती लोगों के लिए पाँच खेल बताइए।
रेलगाड़ी और हवाई जहाज़ के फ़ायदों की तुलना करें।
ख़राब हीटर के बारे में मकान मालिक को ईमेल लिखें।
वायरस और जीवाणु में क्या अंतर है?
एक छोटी बेकरी के लिए तीन नाम सुझाइए।
नीचे दिए वाक्य को कर्मवाच्य में बदलिए।
कम ख़र्च में खाना बनाना कैसे सीखें?
इस लेख के मुख्य बिंदुओं का सारांश लिखिए।
एक Python फ़ंक्शन लिखें जो सूची को उलट दे।
पके आम के स्वाद का वर्णन करें।
छोटे कार्य सप्ताह के पक्ष में दो तर्क दीजिए।
"The weather is nice today" का हिंदी में अनुवाद करें।
डॉक्टर और मरीज़ के बीच एक संवाद लिखिए।
आठ मीटर लंबे और पाँच मीटर चौड़े कमरे का क्षेत्रफल निकालिए।
पत्तियों का रंग क्यों बदलता है?
बच्चों वाले परिवार के लिए जयपुर में सप्ताहांत की योजना बनाइए।
नीचे के पाठ में वर्तनी की ग़लतियाँ सुधारें।
एक पहेली बनाओ जिसका उत्तर घड़ी हो।
""",
    "bn": """
পাহাড়ে শরৎ নিয়ে একটি ছোট কবিতা লেখো।
সালোকসংশ্লেষণ তিনটি বাক্যে ব্যাখ্যা করো।
নতুনদের উপযোগী পাঁচটি খেলার নাম বলো।
ট্রেন ও বিমানের সুবিধা তুলনা করো।
নষ্ট হিটার নিয়ে বাড়িওয়ালাকে একটি ইমেইল লেখো।
ভাইরাস ও ব্যাকটেরিয়ার পার্থক্য কী?
একটি ছোট বেকারির জন্য তিনটি নাম প্রস্তাব করো।
নিচের বাক্যটি কর্মবাচ্যে লেখো।
কম খরচে রান্না শেখা যায় কীভাবে?
এই প্রবন্ধের মূল বক্তব্য সংক্ষেপে লেখো।
তালিকা উল্টে দেয় এমন একটি Python ফাংশন লেখো।
পাকা আমের স্বাদ বর্ণনা করো।
ছোট কর্মসপ্তাহের পক্ষে দুটি যুক্তি দাও।
"The weather is nice today" বাংলায় অনুবাদ করো।
ডাক্তার ও রোগীর একটি কথোপকথন লেখো।
আট মিটার লম্বা ও পাঁচ মিটার চওড়া ঘরের ক্ষেত্রফল বের করো।
পাতার রং বদলায় কেন?
সিলেটে পরিবারের সঙ্গে সপ্তাহান্ত কাটানোর পরিকল্পনা করো।
নিচের লেখার বানান ভুল ঠিক করো।
একটি ধাঁধা বানাও যার উত্তর ঘড়ি।
""",
    "ta": """
மலையில் இலையுதிர் காலம் பற்றி சிறு கவிதை எழுதுக.
ஒளிச்சேர்க்கையை மூன்று வாக்கியங்களில் விளக்குக.
தொடக்கநிலையாளர்களுக்கு ஏற்ற ஐந்து விளையாட்டுகளைக் கூறுக.
ரயில் மற்றும் விமானத்தின் நன்மைகளை ஒப்பிடுக.
பழுதான மின்விசிறி பற்றி வீட்டு உரிமையாளருக்கு மின்னஞ்சல் எழுதவும்.
வைரசுக்கும் பாக்டீரியாவுக்கும் என்ன வேறுபாடு?
சிறிய ரொட்டிக் கடைக்கு மூன்று பெயர்கள் பரிந்துரைக்கவும்.
பின்வரும் வாக்கியத்தைச் செயப்பாட்டு வினையில் எழுதுக.
குறைந்த செலவில் சமைக்கக் கற்றுக்கொள்வது எப்படி?
இந்தக் கட்டுரையின் முக்கியக் கருத்துகளைச் சுருக்குக.
பட்டியலைத் தலைகீழாக மாற்றும் Python நிரல் எழுதவும்.
பழுத்த மாம்பழத்தின் சுவையை விவரிக்கவும்.
குறுகிய வேலை வாரத்திற்கு இரண்டு காரணங்கள் தருக.
"The weather is nice today" என்பதைத் தமிழில் மொழிபெயர்க்கவும்.
மருத்துவருக்கும் நோயாளிக்கும் இடையே ஓர் உரையாடல் எழுதுக.
எட்டு மீட்டர் நீளமும் ஐந்து மீட்டர் அகலமும் உள்ள அறையின் பரப்பளவு என்ன?
இலைகளின் நிறம் ஏன் மாறுகிறது?
குழந்தைகள் உள்ள குடும்பத்திற்கு மதுரையில் வார இறுதித் திட்டம் தருக.
கீழுள்ள பத்தியில் எழுத்துப் பிழைகளைத் திருத்துக.
கடிகாரம் விடையாக வரும் விடுகதை ஒன்றை உருவாக்குக.
""",
    "th": """
เขียนบทกวีสั้น ๆ เกี่ยวกับฤดูใบไม้ร่วงบนภูเขา
อธิบายการสังเคราะห์ด้วยแสงในสามประโยค
บอกกีฬาห้าชนิดที่เหมาะกับผู้เริ่มต้น
เปรียบเทียบข้อดีของรถไฟกับเครื่องบิน
เขียนอีเมลถึงเจ้าของบ้านเรื่องเครื่องทำความร้อนเสีย
ไวรัสกับแบคทีเรียต่างกันอย่างไร
เสนอชื่อร้านขนมปังเล็ก ๆ สามชื่อ
เขียนประโยคต่อไปนี้ใหม่ในรูปกรรมวาจก
จะเรียนทำอาหารด้วยงบน้อยได้อย่างไร
สรุปประเด็นหลักของบทความนี้
เขียนฟังก์ชัน Python ที่กลับลำดับของรายการ
บรรยายรสชาติของมะม่วงสุก
ให้เหตุผลสองข้อที่สนับสนุนสัปดาห์การทำงานที่สั้นลง
แปล "The weather is nice today" เป็นภาษาไทย
แต่งบทสนทนาระหว่างหมอกับคนไข้
คำนวณพื้นที่ห้องยาวแปดเมตร กว้างห้าเมตร
ทำไมใบไม้จึงเปลี่ยนสี
วางแผนเที่ยวเชียงใหม่สุดสัปดาห์สำหรับครอบครัวที่มีเด็ก
แก้คำสะกดผิดในข้อความด้านล่าง
แต่งปริศนาที่มีคำตอบเป็นนาฬิกา
""",
    "lo": """
ຂຽນບົດກະວີສັ້ນກ່ຽວກັບລະດູໃບໄມ້ຫຼົ່ນ
ອະທິບາຍການສັງເຄາະແສງໃນສາມປະໂຫຍກ
ບອກກິລາຫ້າຊະນິດທີ່ເໝາະກັບຜູ້ເລີ່ມຕົ້ນ
ປຽບທຽບຂໍ້ດີຂອງລົດໄຟກັບຍົນ
ຂຽນອີເມວຫາເຈົ້າຂອງເຮືອນກ່ຽວກັບພັດລົມເພ
ໄວຣັສກັບແບັກທີເຣຍຕ່າງກັນແນວໃດ
ສະເໜີຊື່ຮ້ານເຂົ້າຈີ່ນ້ອຍສາມຊື່
ຂຽນປະໂຫຍກຕໍ່ໄປນີ້ຄືນໃໝ່
ຈະຮຽນແຕ່ງກິນດ້ວຍເງິນໜ້ອຍໄດ້ແນວໃດ
ສະຫຼຸບປະເດັນຫຼັກຂອງບົດຄວາມນີ້
ຂຽນຟັງຊັນ Python ທີ່ປີ້ນລາຍການ
ບັນຍາຍລົດຊາດຂອງໝາກມ່ວງສຸກ
ໃຫ້ເຫດຜົນສອງຂໍ້ສຳລັບອາທິດເຮັດວຽກທີ່ສັ້ນລົງ
ແປ "The weather is nice today" ເປັນພາສາລາວ
ແຕ່ງບົດສົນທະນາລະຫວ່າງໝໍກັບຄົນເຈັບ
ຄິດໄລ່ເນື້ອທີ່ຫ້ອງຍາວແປດແມັດ ກວ້າງຫ້າແມັດ
ເປັນຫຍັງໃບໄມ້ຈຶ່ງປ່ຽນສີ
ວາງແຜນທ່ຽວຫຼວງພະບາງສຳລັບຄອບຄົວທີ່ມີເດັກນ້ອຍ
ແກ້ຄຳທີ່ຂຽນຜິດໃນຂໍ້ຄວາມລຸ່ມນີ້
ແຕ່ງຄຳທວາຍທີ່ມີຄຳຕອບເປັນໂມງ
""",
    "km": """
សរសេរកំណាព្យខ្លីមួយអំពីរដូវភ្លៀង
ពន្យល់អំពីរស្មីសំយោគជាបីប្រយោគ
រាយឈ្មោះកីឡាប្រាំដែលសមនឹងអ្នកចាប់ផ្តើម
ប្រៀបធៀបគុណសម្បត្តិនៃរថភ្លើងនិងយន្តហោះ
សរសេរអ៊ីមែលទៅម្ចាស់ផ្ទះអំពីកង្ហារខូច
តើវីរុសនិងបាក់តេរីខុសគ្នាដូចម្តេច
ស្នើឈ្មោះបីសម្រាប់ហាងនំប៉័ងតូចមួយ
សរសេរប្រយោគខាងក្រោមឡើងវិញ
តើរៀនធ្វើម្ហូបដោយចំណាយតិចដោយរបៀបណា
សង្ខេបចំណុចសំខាន់នៃអត្ថបទនេះ
សរសេរអនុគមន៍ Python ដែលបញ្ច្រាសបញ្ជី
ពណ៌នារសជាតិនៃផ្លែស្វាយទុំ
ផ្តល់ហេតុផលពីរសម្រាប់សប្តាហ៍ធ្វើការខ្លីជាង
បកប្រែ "The weather is nice today" ជាភាសាខ្មែរ
សរសេរការសន្ទនារវាងគ្រូពេទ្យនិងអ្នកជំងឺ
គណនាផ្ទៃក្រឡាបន្ទប់បណ្តោយប្រាំបីម៉ែត្រ
ហេតុអ្វីបានជាស្លឹកឈើប្តូរពណ៌
រៀបផែនការទៅសៀមរាបសម្រាប់គ្រួសារមានកូន
កែកំហុសអក្ខរាវិរុទ្ធក្នុងអត្ថបទខាងក្រោម
បង្កើតពាក្យប្រដៅដែលមានចម្លើយជានាឡិកា
""",
    "my": """
ဆောင်းဦးအကြောင်း ကဗျာတိုတစ်ပုဒ် ရေးပါ။
အလင်းမှီစုဖွဲ့ခြင်းကို ဝါကျသုံးကြောင်းဖြင့် ရှင်းပြပါ။
စတင်သူများအတွက် သင့်တော်သော အားကစားငါးမျိုး ပြောပါ။
ရထားနှင့် လေယာဉ်၏ အားသာချက်များကို နှိုင်းယှဉ်ပါ။
ပန်ကာပျက်နေကြောင်း အိမ်ရှင်ထံ အီးမေးလ်ရေးပါ။
ဗိုင်းရပ်စ်နှင့် ဘက်တီးရီးယား ဘာကွာသလဲ။
မုန့်ဖုတ်ဆိုင်လေးအတွက် အမည်သုံးခု အကြံပေးပါ။
အောက်ပါဝါကျကို ပြန်ရေးပါ။
ငွေနည်းနည်းဖြင့် အချက်အပြုတ် ဘယ်လိုသင်ယူမလဲ။
ဤဆောင်းပါး၏ အဓိကအချက်များကို အကျဉ်းချုပ်ပါ။
စာရင်းကို ပြောင်းပြန်လှန်သော Python ဖန်ရှင် ရေးပါ။
သရက်သီးမှည့်၏ အရသာကို ဖော်ပြပါ။
အလုပ်ချိန်တိုခြင်းအတွက် အကြောင်းပြချက်နှစ်ခု ပေးပါ။
"The weather is nice today" ကို မြန်မာလို ဘာသာပြန်ပါ။
ဆရာဝန်နှင့် လူနာ၏ စကားပြောခန်း ရေးပါ။
အလျား ရှစ်မီတာ၊ အနံ ငါးမီတာရှိ အခန်း၏ ဧရိယာ တွက်ပါ။
သစ်ရွက်များ ဘာကြောင့် အရောင်ပြောင်းသလဲ။
ကလေးပါသော မိသားစုအတွက် ပုဂံခရီးစဉ် စီစဉ်ပါ။
အောက်ပါစာပိုဒ်၏ စာလုံးပေါင်းအမှားများကို ပြင်ပါ။
အဖြေမှာ နာရီဖြစ်သော စကားထာတစ်ပုဒ် ဖွဲ့ပါ။
""",
    "el": """
Γράψε ένα σύντομο ποίημα για το φθινόπωρο στα βουνά.
Εξήγησε τη φωτοσύνθεση σε τρεις προτάσεις.
Ανέφερε πέντε αθλήματα κατάλληλα για αρχάριους.
Σύγκρινε τα πλεονεκτήματα του τρένου και του αεροπλάνου.
Γράψε ένα email στον ιδιοκτήτη για το χαλασμένο καλοριφέρ.
Ποια είναι η διαφορά ανάμεσα σε έναν ιό και ένα βακτήριο;
Πρότεινε τρία ονόματα για έναν μικρό φούρνο.
Ξαναγράψε την παρακάτω πρόταση στην παθητική φωνή.
Πώς μπορώ να μάθω να μαγειρεύω με λίγα χρήματα;
Συνόψισε τα κύρια σημεία αυτού του άρθρου.
Γράψε μια συνάρτηση Python που αντιστρέφει μια λίστα.
Περίγραψε τη γεύση ενός ώριμου μάνγκο.
Δώσε δύο επιχειρήματα υπέρ μιας μικρότερης εβδομάδας εργασίας.
Μετάφρασε το «The weather is nice today» στα ελληνικά.
Φτιάξε έναν διάλογο ανάμεσα σε γιατρό και ασθενή.
Υπολόγισε το εμβαδόν ενός δωματίου οκτώ επί πέντε μέτρα.
Γιατί αλλάζουν χρώμα τα φύλλα;
Σχεδίασε ένα Σαββατοκύριακο στη Λισαβόνα για μια οικογένεια με παιδιά.
Διόρθωσε τα ορθογραφικά λάθη στο παρακάτω κείμενο.
Φτιάξε ένα αίνιγμα με απάντηση το ρολόι.
""",
}

INSTRUCTIONS = {code: tuple(text.strip().splitlines()) for code, text in _TEXTS.items()}
"""Twenty instructions for each code of a language."""
