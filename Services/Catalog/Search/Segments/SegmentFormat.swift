/// The form of a segment: the parts follow each other, and a footer of 64-bit words at the end says where they begin.
///
/// ids (16 bytes each) · prices (8 bytes each) · sets · the words of each document · the facets of each document · where
/// those begin (4 bytes each) · dictionaries of words, of short beginnings, of facets · currencies · footer
enum SegmentFormat {
    /// Changes with every change of the form; an index of another version is built anew.
    static let version = 2
    /// "orrseg" and the version.
    static let magic: UInt64 = 0x6F72_7273_6567_0000 | UInt64(version)

    /// The words of the footer.
    enum Part: Int, CaseIterable {
        case count, ids, prices, contents, contentPlaces, values, valuePlaces, words, beginnings, facets, currencies,
            magic
    }

    static let footerSize = Part.allCases.count * 8

    /// Of a long text so many words are looked at for proximity; all of them are found.
    static let contentLimit = 256
    /// Between two values of a field lie so many places, so that words of different values are never close.
    static let gap = 8
    /// Beginnings of up to so many characters have sets of their own …
    static let beginningLimit = 4
    /// … if so many words share them.
    static let beginningWords = 64
}
