namespace Furrow.Sensitive.Vocabulary;

/// <summary>The words that replaced values are made of: letters without accents, none longer than ten.</summary>
internal static class Words
{
    /// <summary>The longest first or last name.</summary>
    public const int NameLengthMax = 10;

    /// <summary>First names.</summary>
    public static readonly string[] FirstNames = Split("""
        Ada Adam Adele Agnes Aida Alan Alba Albert Alda Alice Alma Alvin Amalia Amelie Amos Ana Andre Anika Anita Anna
        Anouk Anton Ariel Arlo Arne Arno Astrid Aurel Axel Barbara Basil Beatrix Ben Berta Bianca Bilal Bjarne Boris
        Bruno Carla Carlos Carmen Casper Cecilia Celia Chiara Clara Clemens Conrad Cora Cyril Dafne Dalia Damian Daniel
        Daria David Delia Dennis Diana Dino Dora Edgar Edith Edwin Ela Elena Elias Elif Elin Elisa Ella Eloise Elsa Emil
        Emma Enno Enzo Eric Erika Erwin Esra Esther Ethan Eva Fabian Fanny Farid Fatima Felix Fiona Flora Florian Frank
        Frida Gabriel Georg Gesa Gina Greta Gustav Hanna Hannes Harald Hassan Hedwig Heidi Helena Henrik Hilda Hugo Ian
        Ida Igor Ilse Imani Ines Inga Ingrid Irene Iris Isaac Isabel Ivan Ivo Jakob Jana Janis Jasmin Jasper Joel Johan
        Jonas Josef Judith Julia Julian Juno Karin Karl Kasimir Katja Kira Klara Klaus Konrad Lara Lars Laura Lea Leila
        Lena Leo Leona Leopold Levin Liam Lina Linus Lisa Livia Lorenz Luca Lucia Luis Lukas Luna Lydia Magda Magnus
        Maja Malik Manuel Mara Marc Maren Margot Maria Marius Marlene Marta Martin Mateo Maxim Melina Merle Mia Mila
        Mina Mira Miriam Moritz Nadia Naomi Nele Nelson Nico Nils Nina Noah Nora Odile Olaf Olga Oliver Omar Oscar
        Otto Pablo Pascal Patrick Paul Paula Pedro Petra Philip Pia Quentin Rafael Ralf Ramona Rasmus Rebecca Regina
        Remo Renata Rita Robin Roman Ronja Rosa Ruben Ruth Sabine Salim Samira Samuel Sandra Selma Senta Silas Silvia
        Simon Sina Sofia Sonja Stella Sven Tamara Tara Tessa Theo Thea Tilda Till Tobias Toni Uma Urs Ute Valentin
        Vera Victor Vincent Viola Volker Wanda Werner Wilma Xaver Yara Yasmin Yusuf Zara Zoe
        """);

    /// <summary>Last names.</summary>
    public static readonly string[] LastNames = Split("""
        Abel Acker Adler Ahrens Albers Alder Amsel Anders Appel Arendt Arnold Aster Bachmann Baker Balder Bauer Baum
        Becker Behrens Bender Berger Bergmann Bernard Binder Birch Blanc Blume Bode Bohm Borg Boyer Brand Brandt
        Braun Breuer Brook Bruhn Buch Burger Busch Calder Carver Castro Cedar Chandler Claussen Conrad Cooper Crane
        Cruz Dahl Daniels Decker Delgado Dietz Dorn Draper Dreyer Duval Ebert Eckert Egger Ehlers Eklund Elm Engel
        Erlander Ernst Esser Ewald Faber Falk Farmer Feld Fenn Ferrer Fiedler Fink Fischer Fleming Flores Forster
        Fournier Franke Frey Friis Fuchs Gardner Garnier Geiger Gerber Gerlach Glover Gomez Graf Grau Greene Grimm
        Gruber Haas Hagen Hahn Hamm Hansen Harper Hartmann Haupt Heath Hecht Heinz Held Heller Henning Herbst Herrera
        Hertz Hill Hirsch Hoff Holm Holt Horn Huber Hunter Ibsen Iversen Jager Jansen Jarvis Jensen Jordan Junge
        Kaiser Karlsen Kast Keller Kern Kessler Klein Knight Koch Kolb Kramer Kraus Kruse Kuhn Kunz Lambert Lang
        Larsen Laurent Lechner Lehmann Lenz Leroy Linde Lindner Lopez Lorenz Ludwig Lund Lutz Maas Maier Marin Marsh
        Martel Mason Mayer Meier Mercier Merkel Meyer Miller Molina Moller Moreau Morgan Moser Munoz Nagel Navarro
        Nebel Nielsen Noll Nord Nowak Nyberg Oaks Olsen Opitz Ortega Osman Otto Palmer Parker Paulsen Perrin Peters
        Pfeiffer Pohl Porter Prieto Quist Radke Rask Rath Reed Reich Reuter Ribeiro Richter Riedel Ritter Rivera
        Roche Roth Rousseau Rubio Ruiz Sailer Salas Sander Sauer Schade Scholz Schreiber Schubert Seidel Serrano
        Shepherd Simon Smith Sommer Stahl Stark Stein Stern Stone Strand Sturm Suarez Tanner Taylor Thiel Thorn
        Torres Ulrich Urban Vance Vargas Vega Vidal Vogel Vogt Voss Wagner Walker Walther Weaver Weber Weiss Werner
        Wieland Winkler Winter Wirth Wolf Wood Yates Young Zander Zeller Ziegler Zimmer
        """);

    /// <summary>Names for places, none of which need exist.</summary>
    public static readonly string[] Cities = Split("""
        Ahornau Alderby Almfeld Altmoor Amselbach Applewick Ashbourne Auenheim Barkwell Beaulac Bellmont Birkenau
        Blackmere Blumfeld Bridgeham Brookstead Brunnau Buchental Casarosa Clairval Coldwater Dalheim Dornbach
        Duneport Eastmere Ebenau Eichberg Elmstead Erlental Fairhaven Falkenau Farnley Felsbach Ferndale Finkental
        Fontclair Foxhill Friedau Glenbrook Goldau Granmont Greenford Grunwald Haselbach Havenport Heathcote
        Hellbrunn Highmoor Hirschau Hochfeld Hollyford Inselburg Kaltbach Kestrel Kirschau Lakemont Langwies
        Larkfield Lindental Longmere Luzerna Maplewick Marbella Marienau Meadowby Milford Mittelau Monteverde
        Moosbach Neuental Newbridge Northwick Oakhurst Ostermoor Pinewood Puertosol Quellau Ravensby Rehbach Riverton
        Rosental Rotbach Salinas Sandhurst Seefeld Silverlake Sonnau Southmere Steinau Stonebridge Tannau Thornby
        Ulmenau Valmont Villarosa Waldau Westmoor Wiesental Willowby Windau Wolfsbach Woodmere Zedernau
        """);

    /// <summary>Names for streets, to which a number is added.</summary>
    public static readonly string[] Streets = Split("""
        Ahornweg Akazienweg Alderstreet Amselweg Ashroad Bachgasse Beechlane Bergweg Birkenweg Birchroad Blumenweg
        Brookroad Buchenweg Cedarlane Cherryroad Dahlienweg Dorfgasse Drosselweg Eichenweg Elmstreet Erlenweg
        Fasanweg Feldweg Fernlane Fichtenweg Finkenweg Fliederweg Gartenweg Ginkgoweg Grovelane Hainweg Haselweg
        Hazellane Heideweg Hillroad Hollylane Ivylane Kiefernweg Kirschweg Lakeroad Larchlane Lerchenweg Lilienweg
        Lindenweg Maplelane Marktgasse Meisenweg Milllane Mohnweg Mozartweg Nelkenweg Oaklane Pappelweg Parkroad
        Pinelane Quellweg Rabenweg Rosenweg Roselane Rowanroad Seeweg Sonnenweg Springlane Tannenweg Tulpenweg
        Ulmenweg Veilchenweg Waldweg Weidenweg Wiesenweg Willowlane Yewlane Zedernweg
        """);

    /// <summary>What companies' names end in.</summary>
    public static readonly string[] CompanyForms = ["AG", "GmbH", "Inc", "KG", "Ltd", "SA", "SL", "SARL"];

    /// <summary>Words that mean nothing, for running text.</summary>
    public static readonly string[] Filler = Split("""
        alo amet ando arbo avis bane belo biso boro bulo calo cedo cito colu cure dalo deno dico domo duro ebo elat
        emo ero esto fabo feru fino folo fumi galo gero gito gola guro halo heri hilo homi huno ibo ilo imo ino iru
        jalo jemo jilo joru juno kalo kemo kilo koru kuno lamo leno lilo loru luma malo mero milo moru muna nalo nero
        nilo noru nuda obo olu omi ono oru palo pero pilo poru puma qualo quero quilo ralo remo rilo roru ruma salo
        sero silo soru suma talo tero tilo toru tuma ubo ulo umi uno uro valo vero vilo voru vuma walo wero wilo yalo
        yero zalo zero zilo zoru zuma
        """);

    private static string[] Split(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
