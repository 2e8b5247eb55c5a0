/// What a character contributes to words.
enum FoldedCharacter: Equatable {
    /// An accent or the like on the letter before: nothing.
    case mark
    /// It ends a word.
    case separator
    /// Letters or digits, in UTF-8.
    case letters([UInt8])
    /// A character of a script without spaces, in UTF-8.
    case ideograph([UInt8])
}
