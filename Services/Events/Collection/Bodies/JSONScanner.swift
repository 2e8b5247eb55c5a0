import MeshCore

/// Goes over a well-formed JSON text without reading it, to find where its parts stand.
struct JSONScanner {
    let bytes: [UInt8]
    private var index = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Where an array and its elements stand: the place of its bracket, the elements, the place of the other bracket.
    ///
    /// - Parameter member: The member of the outermost object; nil when the array is the whole text.
    mutating func array(_ member: String?) -> (opening: Int, elements: [Range<Int>], closing: Int)? {
        index = 0
        skipSpace()
        if let member {
            guard takes("{") else { return nil }
            guard seek(member) else { return nil }
        }
        let opening = index
        guard takes("[") else { return nil }
        var elements: [Range<Int>] = []
        skipSpace()
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
            let start = index
            skipValue()
            elements.append(start..<index)
            skipSpace()
            if takes(",") { skipSpace() }
        }
        return index < bytes.count ? (opening, elements, index) : nil
    }

    /// Goes to the value of a member of the object that was just entered.
    private mutating func seek(_ member: String) -> Bool {
        while index < bytes.count {
            skipSpace()
            let start = index
            skipValue()
            // A name is a JSON text of its own; `try?` as one that cannot be read is not the one that is looked for.
            let name = (try? JSONValue(parsing: bytes[start..<index]))?.stringValue
            skipSpace()
            guard takes(":") else { return false }
            skipSpace()
            if name == member { return true }
            skipValue()
            skipSpace()
            guard takes(",") else { return false }
        }
        return false
    }

    private mutating func skipValue() {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return }
                depth -= 1
                index += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                if depth == 0 { return }
                index += 1
            case 0x20, 0x0A, 0x0D, 0x09:
                if depth == 0 { return }
                index += 1
            default:
                index += 1
                continue
            }
            if depth == 0 { return }
        }
    }

    private mutating func skipString() {
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index + 1, bytes.count)
    }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
    }

    private mutating func takes(_ character: Character) -> Bool {
        guard index < bytes.count, bytes[index] == character.asciiValue else { return false }
        index += 1
        return true
    }
}
