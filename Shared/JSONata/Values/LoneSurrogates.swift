/// Halves of surrogate pairs that stand alone.
///
/// The language has UTF-16 strings, in which they can; Swift's cannot hold them. So each is kept as a scalar of the last
/// private plane, 2,048 of its 65,534, that nobody writes, and only the functions that must refuse them look.
enum LoneSurrogates {
    private static let base: UInt32 = 0x10_F000

    /// Makes a string of UTF-16 units.
    static func text(_ units: [UInt16]) -> String {
        var scalars = String.UnicodeScalarView()
        var place = 0
        while place < units.count {
            let unit = units[place]
            if UTF16.isLeadSurrogate(unit), place + 1 < units.count, UTF16.isTrailSurrogate(units[place + 1]) {
                scalars.append(UTF16.decode(UTF16.EncodedScalar([unit, units[place + 1]])))
                place += 2
            } else {
                scalars.append(Unicode.Scalar(unit) ?? standIn(for: unit))
                place += 1
            }
        }
        return String(scalars)
    }

    private static func standIn(for unit: UInt16) -> Unicode.Scalar {
        Unicode.Scalar(base + UInt32(unit) - 0xD800) ?? "\u{FFFD}"
    }

    /// Whether a text has one.
    static func occur(in text: String) -> Bool {
        text.utf8.contains(0xF4) && text.unicodeScalars.contains { (base..<base + 0x800).contains($0.value) }
    }
}
