/// The tokens with which the world answers tasks: 64 digits of base 16, as the language's machine draws them.
enum TaskToken {
    /// Whether a text can be one at all.
    static func isOne(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}
