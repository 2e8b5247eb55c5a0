/// URI templates (RFC 6570, section 2).
enum URITemplateFormat {
    static func isTemplate(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var place = 0
        while place < scalars.count {
            switch scalars[place] {
            case "{":
                guard let end = scalars[place...].firstIndex(of: "}"), isExpression(scalars[(place + 1)..<end]) else {
                    return false
                }
                place = end + 1
            case "%":
                guard isEscape(scalars[place...]) else { return false }
                place += 3
            default:
                guard isLiteral(scalars[place]) else { return false }
                place += 1
            }
        }
        return true
    }

    private static func isEscape(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        text.prefix(3).count == 3 && text.prefix(3).dropFirst().allSatisfy(\.properties.isASCIIHexDigit)
    }

    private static func isLiteral(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return URIFormat.isForeign(scalar) || URIFormat.isPrivate(scalar) }
        return (0x21...0x7E).contains(scalar.value) && !"\"'%<>\\^`{|}".unicodeScalars.contains(scalar)
    }

    private static func isExpression(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        var rest = text
        if let first = rest.first, "+#./;?&=,!@|".unicodeScalars.contains(first) { rest = rest.dropFirst() }
        return rest.split(separator: ",", omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    private static func isVariable(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        var name = text
        if name.last == "*" {
            name = name.dropLast()
        } else if let colon = name.firstIndex(of: ":") {
            let length = name[(colon + 1)...]
            guard (1...4).contains(length.count), length.first != "0",
                length.allSatisfy({ (0x30...0x39).contains($0.value) })
            else { return false }
            name = name[..<colon]
        }
        return name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard !part.isEmpty else { return false }
            var place = part.startIndex
            while place < part.endIndex {
                let scalar = part[place]
                if scalar == "%" {
                    guard isEscape(part[place...]) else { return false }
                    place += 3
                } else {
                    guard scalar.isASCII,
                        scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    else { return false }
                    place += 1
                }
            }
            return true
        }
    }
}
