/// Texts as the language sees them: by their units, not by what they look like.
enum Text {
    /// Whether two texts have the same units; Swift's own equality also takes different spellings of one character.
    static func same(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left == right
            && (left.utf8.allSatisfy { $0 < 0x80 } || left.utf8.elementsEqual(right.utf8))
    }

    /// Whether a text stands before another by UTF-16 units, as the reference implementation orders them.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf16.lexicographicallyPrecedes(right.utf16)
    }
}
