using System.Collections.Frozen;

namespace Furrow.Generation.Generators;

/// <summary>
/// Small letters of Latin, Greek and Cyrillic and what is written for them where there is only ASCII: accents fall off,
/// the rest is as passports and file names have it. The decompositions are Unicode's, the transcriptions common ones.
/// </summary>
internal static class LetterFolds
{
    private static readonly (string Ascii, string Letters)[] Table =
    [
        ("", "ъь"),
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧάαаḁẚạảấầẩẫậắằẳẵặ"),
        ("ae", "æǽ"),
        ("b", "бḃḅḇ"),
        ("c", "çćĉċčћḉ"),
        ("ch", "χч"),
        ("d", "ðďđδдḋḍḏḑḓ"),
        ("dj", "ђ"),
        ("dz", "ǆǳѕџ"),
        ("e", "èéêëēĕėęěǝȅȇȩəέεеэѐёḕḗḙḛḝẹẻẽếềểễệ"),
        ("f", "φфḟ"),
        ("g", "ĝğġģǧǵγгѓґḡ"),
        ("h", "ĥħȟḣḥḧḩḫẖ"),
        ("i", "ìíîïĩīĭįİıǐȉȋΐήίηιϊиіѝḭḯỉị"),
        ("ij", "ĳ"),
        ("j", "ĵǰј"),
        ("k", "ķĸǩκкќḱḳḵ"),
        ("kh", "х"),
        ("l", "ĺļľŀłλлḷḹḻḽ"),
        ("lj", "ǉљ"),
        ("m", "μмḿṁṃ"),
        ("n", "ñńņňŉǹνнṅṇṉṋ"),
        ("ng", "ŋ"),
        ("nj", "ǌњ"),
        ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱοωόώоṍṏṑṓọỏốồổỗộớờởỡợ"),
        ("oe", "œ"),
        ("p", "πпṕṗ"),
        ("ps", "ψ"),
        ("r", "ŕŗřȑȓρрṙṛṝṟ"),
        ("s", "śŝşšſșςσсṡṣṥṧṩẛ"),
        ("sh", "ш"),
        ("shch", "щ"),
        ("ss", "ß"),
        ("t", "ţťŧțτтṫṭṯṱẗ"),
        ("th", "þθ"),
        ("ts", "ц"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗуўṳṵṷṹṻụủứừửữự"),
        ("v", "βвṽṿ"),
        ("w", "ŵẁẃẅẇẉẘ"),
        ("x", "ξẋẍ"),
        ("y", "ýÿŷȳΰυϋύйыẏẙỳỵỷỹ"),
        ("ya", "я"),
        ("ye", "є"),
        ("yi", "ї"),
        ("yu", "ю"),
        ("z", "źżžζзẑẓẕ"),
        ("zh", "ж"),
    ];

    private static readonly FrozenDictionary<char, string> ByLetter = Table
        .SelectMany(row => row.Letters.Select(letter => KeyValuePair.Create(letter, row.Ascii))).ToFrozenDictionary();

    /// <summary>What is written for a small letter; null where nothing is known of it.</summary>
    public static string? Find(char letter) => ByLetter.GetValueOrDefault(letter);
}
