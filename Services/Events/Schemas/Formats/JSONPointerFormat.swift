/// JSON pointers (RFC 6901, section 3), and relative ones (draft-handrews-relative-json-pointer-01).
enum JSONPointerFormat {
    static func isPointer(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        guard first == UInt8(ascii: "/") else { return false }
        var isEscape = false
        for byte in text {
            if isEscape, byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { return false }
            isEscape = byte == UInt8(ascii: "~")
        }
        return !isEscape
    }

    /// Steps upwards, maybe a shift among neighbours, and a pointer or `#`.
    static func isRelativePointer(_ text: String.UTF8View) -> Bool {
        guard var rest = afterNumber(text[...]) else { return false }
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
            guard let behind = afterNumber(rest.dropFirst()) else { return false }
            rest = behind
        }
        return rest.elementsEqual([UInt8(ascii: "#")]) || isPointer(rest)
    }

    private static func afterNumber(_ text: Substring.UTF8View) -> Substring.UTF8View? {
        let rest = text.drop { (0x30...0x39).contains($0) }
        let count = text.count - rest.count
        guard count > 0, count == 1 || text.first != UInt8(ascii: "0") else { return nil }
        return rest
    }
}
