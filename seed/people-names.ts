// data
/*
 * Names for people who do not exist: given and family names by community, so that they go together as they do in
 * families. Common names only; a name drawn here names nobody in particular.
 */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

export interface Names {
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
}

export const NAMES = {
  british: {
    female:
      list(`Abbie Aimee Alice Amber Amelia Amy Ava Beth Bethany Caitlin Callie Carys Chloe Courtney Daisy Demi Eden Eleanor Ella
      Ellie Elsie Emily Emma Esme Eva Evie Faith Fern Florence Freya Georgia Grace Gracie Hallie Hannah Harriet Heidi Hollie Hope
      Imogen Isabelle Isla Ivy Jasmine Jess Jodie Josie Kayla Kayleigh Keira Lacey Lauren Layla Leah Lexi Libby Lily Lola Lottie Lucy
      Lydia Mabel Macy Maddison Maisie Martha Matilda Megan Mia Millie Molly Nancy Naomi Neve Niamh Olivia Orla Paige Penny Phoebe
      Poppy Rosie Ruby Sadie Scarlett Shannon Skye Sophie Summer Tegan Tia Tilly Violet Willow Zara`),
    male: list(`Aaron Adam Aidan Alex Alfie Archie Arlo Ashton Bailey Ben Blake Bradley Brandon Caleb Callum Cameron Charlie Connor Corey
      Dan Declan Dexter Dylan Edward Elliot Ellis Ethan Evan Ewan Finlay Finn Frankie Freddie Gabriel George Harley Harrison Harry
      Harvey Henry Hugo Isaac Jack Jacob Jake James Jamie Jay Jayden Jenson Joe Joel Jonah Jordan Josh Jude Kai Kian Kieran Kyle Leo
      Lewis Liam Logan Louis Lucas Luke Mason Max Morgan Nathan Noah Ollie Oscar Owen Parker Paul Reece Reuben Rhys Riley Robbie Ronnie
      Rory Rowan Ryan Sam Sebastian Shane Spencer Stanley Taylor Teddy Theo Thomas Toby Tom Tyler Will Zac`),
    family:
      list(`Abbott Ackroyd Aldred Archer Ashworth Atkins Bagshaw Baldwin Bamford Banks Barlow Bell Bennett Birch Blackwell Booth
      Bradshaw Bramwell Briggs Brook Burgess Burton Butler Carr Cartwright Chadwick Clegg Cooper Coates Cross Dawson Dean Dobson Draper
      Duckworth Eastwood Eccles Elliott Fairhurst Farrow Fielding Fletcher Foster Garside Gibson Goddard Grimshaw Hague Haigh Hallam
      Hargreaves Haworth Heaton Hewitt Hibbert Higgins Hobson Holden Hollis Holt Horrocks Howarth Hudson Ingham Jepson Jessop Kay
      Kershaw Lister Lomas Lowe Marsden Mellor Metcalfe Naylor Newton Oakes Ogden Oldham Palfrey Parkin Pickering Platt Pollard Preston
      Pryce Radcliffe Ramsden Redfern Rigby Rothwell Royle Rushton Saunders Schofield Sharples Shelton Slater Stafford Stott Sutcliffe
      Swift Tattersall Tetlow Thorpe Tindall Tomlinson Turnbull Unsworth Varley Wadsworth Wainwright Walmsley Warburton Whitaker
      Whittle Wilde Winstanley Woodhead Wragg Yates`),
  },
  irish: {
    female: list(
      'Aoife Bridget Ciara Clodagh Eimear Grainne Kathleen Maeve Margaret Niamh Nora Roisin Saoirse Sinead Tara',
    ),
    male: list('Brendan Cian Cormac Danny Declan Eoin Fergal Jimmy Martin Michael Oisin Padraig Patrick Ronan Tommy'),
    family: list(
      'Boyle Brennan Cassidy Connors Delaney Doran Duffy Flynn Gallagher Keogh McCann McDonagh Maughan Nolan Quilligan Ward',
    ),
  },
  eastEuropean: {
    female: list(
      'Alicja Andreea Daria Elena Gabija Hanna Ioana Julia Kamila Katarina Lena Maja Natalia Nina Oliwia Wiktoria Zofia Zuzana',
    ),
    male: list(
      'Adrian Alexandru Andrei Bartek Damian Dawid Dominik Filip Ionut Jakub Kacper Lukas Marek Mihai Oskar Piotr Szymon Tomas',
    ),
    family: list(
      'Balan Cernat Dobre Horvat Kowal Krol Lacatus Lis Mazur Novak Nowicki Petrescu Sikora Stan Wrona Zajac Zielinski Zuk',
    ),
  },
  caribbean: {
    female: list(
      'Aaliyah Alicia Amara Chantelle Dionne Imani Jada Keisha Kiara Latoya Nevaeh Renee Shanice Shay Simone Tiana Zaria',
    ),
    male: list(
      'Andre Dante Darnell Dominic Elijah Isaiah Jaden Jerome Jermaine Kieron Malachi Marcus Marlon Micah Nathaniel Omari Tyrell',
    ),
    family: list(
      'Barrett Beckford Blake Bogle Campbell Carty Clarke Dacosta Edwards Francis Gayle Grant Henry Morrison Pinnock Reid Samuels Thompson',
    ),
  },
  westAfrican: {
    female: list(
      'Abena Adaeze Ama Amina Chioma Efua Esther Folake Funmi Grace Ifeoma Kemi Mercy Ngozi Precious Temi Titi Yaa',
    ),
    male: list('Ayo Chidi Daniel David Ebo Emeka Femi Kofi Kwame Kwesi Michael Nana Obi Samuel Seun Tobi Tunde Yaw'),
    family: list(
      'Addo Adeyemi Afolabi Agyeman Akande Amoah Appiah Asante Balogun Boateng Darko Eze Mensah Nwosu Okafor Okoro Oladele Owusu',
    ),
  },
  pakistani: {
    female: list(
      'Aisha Aleena Amna Fatima Hafsa Hiba Iqra Khadija Laiba Maryam Mahnoor Noor Safa Sana Sumaiya Zahra Zainab',
    ),
    male: list(
      'Adil Ahmed Ali Bilal Faisal Hamza Haris Hassan Ibrahim Idris Imran Junaid Musa Rayyan Saad Usman Yusuf Zain',
    ),
    family: list(
      'Ahmed Akhtar Ali Anwar Aslam Aziz Butt Chaudhry Hussain Iqbal Javed Khan Mahmood Malik Mirza Rafiq Shah Siddique',
    ),
  },
  bangladeshi: {
    female: list('Anika Farhana Jannat Labiba Maliha Mim Nabila Nusrat Raisa Sadia Samia Tahmina Tasnim'),
    male: list('Abir Arif Fahim Habib Imtiaz Kamran Mahdi Nayeem Rafi Rahim Sajid Shahin Tahmid Tanvir'),
    family: list('Begum Chowdhury Haque Hoque Islam Khatun Miah Mostafa Rahman Sarkar Sultana Uddin Ullah'),
  },
  indian: {
    female: list('Anaya Asha Diya Harpreet Isha Jaspreet Kavya Meera Nisha Priya Riya Saanvi Simran'),
    male: list('Aarav Arjun Dev Gurpreet Jai Karan Kiran Manveer Neel Rohan Sahil Veer Vikram'),
    family: list('Bains Chahal Desai Dhillon Gill Joshi Kaur Mistry Nair Patel Rana Sandhu Sharma Solanki Verma'),
  },
  chinese: {
    female: list('Jia Lan Lily Ling Mei Mina Xia Yan Ying'),
    male: list('Bo Hao Jason Jun Kai Leon Ming Wei Yang'),
    family: list('Chan Cheung Ho Lam Lau Leung Li Lin Tang Wong Yip Zhao'),
  },
  afghan: {
    female: list('Laila Maryam Nasrin Palwasha Shabnam Zarghuna'),
    male: list(
      'Ahmad Asif Farid Habib Hamid Ismail Javid Karim Mirwais Najib Omid Rahmat Sabir Shafiq Wahid Yasin Zabi Zalmay',
    ),
    family: list(
      'Ahmadzai Amiri Hakimi Haidari Kakar Mohammadi Nazari Noori Popal Rahimi Sahak Stanekzai Wardak Zadran',
    ),
  },
  eritrean: {
    female: list('Bana Feven Luwam Mehret Rahwa Selam Senait'),
    male: list('Abel Biniam Daniel Filmon Henok Merhawi Natnael Robel Samuel Yonas Zerai'),
    family: list('Abraha Berhane Gebre Haile Kidane Mehari Mesfin Teklu Tesfay Woldu Yohannes'),
  },
  sudanese: {
    female: list('Amal Ikhlas Nada Rania Salma Tasneem'),
    male: list('Abdelaziz Adam Anwar Bashir Idris Khalid Mubarak Musab Omar Osman Salih Yahya'),
    family: list('Abakar Abdalla Adam Bakhit Elamin Hamid Haroun Ibrahim Ishag Mohamed Osman Suliman'),
  },
  kurdish: {
    female: list('Dilan Hana Jwan Nasrin Shilan Tara'),
    male: list('Ako Aram Azad Diyar Hemin Karwan Kawa Rebin Rebwar Sherko Soran Zana'),
    family: list('Ahmed Ali Aziz Hama Hassan Karim Mahmood Mustafa Omer Rasul Rostam Salih'),
  },
  vietnamese: {
    female: list('Anh Hoa Lan Linh Mai Ngoc Thu Trang'),
    male: list('Bao Duc Hieu Hung Minh Nam Quang Tuan'),
    family: list('Bui Dang Do Hoang Ngo Nguyen Pham Tran Vu'),
  },
  albanian: {
    female: list('Arta Drita Elira Era Jonida Klea'),
    male: list('Arben Besnik Dritan Endri Ergi Ilir Klajdi Lorik Redon'),
    family: list('Bardhi Dervishi Gjoka Hoxhaj Kola Leka Marku Prifti Shehu'),
  },
  arab: {
    female: list('Dana Farah Jana Lamar Lina Rima Salma Yara'),
    male: list('Amir Anas Fadi Hadi Karam Majd Nasser Rami Tariq Zaid'),
    family: list('Darwish Haddad Hamdan Hijazi Jaber Kassem Mansour Najjar Saleh Shaheen Zidan'),
  },
} as const satisfies Record<string, Names>;

export type Community = keyof typeof NAMES;

/** Where each ethnicity code's names come from; a child of mixed heritage may carry names of either side. */
export const COMMUNITIES: Readonly<Record<string, readonly Community[]>> = {
  WBRI: ['british'],
  WIRI: ['irish'],
  WOTH: ['eastEuropean'],
  WIRT: ['irish'],
  WROM: ['eastEuropean'],
  MWBC: ['british', 'caribbean'],
  MWBA: ['british', 'westAfrican'],
  MWAS: ['british', 'pakistani', 'indian'],
  MOTH: ['british', 'arab', 'chinese'],
  AIND: ['indian'],
  APKN: ['pakistani'],
  ABAN: ['bangladeshi'],
  AOTH: ['afghan', 'vietnamese'],
  BCRB: ['caribbean'],
  BAFR: ['westAfrican'],
  BOTH: ['caribbean', 'westAfrican'],
  CHNE: ['chinese'],
  OOTH: ['arab', 'kurdish'],
  NOBT: ['british'],
  REFU: ['british'],
};

/** Our assumption for children in care who did not come unaccompanied; see docs/methods/made-up-region.md. */
export const ETHNICITIES = {
  WBRI: 0.675,
  WIRI: 0.005,
  WOTH: 0.04,
  WIRT: 0.005,
  WROM: 0.01,
  MWBC: 0.037,
  MWBA: 0.016,
  MWAS: 0.017,
  MOTH: 0.028,
  AIND: 0.006,
  APKN: 0.022,
  ABAN: 0.01,
  AOTH: 0.01,
  BCRB: 0.013,
  BAFR: 0.035,
  BOTH: 0.014,
  CHNE: 0.002,
  OOTH: 0.012,
  NOBT: 0.012,
  REFU: 0.003,
};

/** Young people who came to England alone: where from (assumption), with the languages they may speak. */
export const JOURNEYS = {
  afghan: { share: 0.25, ethnicity: 'AOTH', languages: ['Pashto', 'Dari'] },
  sudanese: { share: 0.24, ethnicity: 'BAFR', languages: ['Arabic'] },
  eritrean: { share: 0.14, ethnicity: 'BAFR', languages: ['Tigrinya'] },
  kurdish: { share: 0.15, ethnicity: 'OOTH', languages: ['Kurdish (Sorani)'] },
  vietnamese: { share: 0.1, ethnicity: 'AOTH', languages: ['Vietnamese'] },
  albanian: { share: 0.06, ethnicity: 'WOTH', languages: ['Albanian'] },
  arab: { share: 0.06, ethnicity: 'OOTH', languages: ['Arabic'] },
} as const;

/** Other languages spoken at home by some families of these communities. */
export const HOME_LANGUAGES: Readonly<Partial<Record<Community, readonly string[]>>> = {
  eastEuropean: ['Polish', 'Romanian', 'Slovak'],
  pakistani: ['Urdu', 'Punjabi'],
  bangladeshi: ['Bengali'],
  indian: ['Punjabi', 'Gujarati', 'Hindi'],
  westAfrican: ['Yoruba', 'Twi', 'Igbo'],
  chinese: ['Cantonese', 'Mandarin'],
  arab: ['Arabic'],
  kurdish: ['Kurdish (Sorani)'],
  vietnamese: ['Vietnamese'],
  afghan: ['Pashto', 'Dari'],
};
