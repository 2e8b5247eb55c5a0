/// URIs and relative references (RFC 3986, appendix A), and IRIs (RFC 3987, section 2.2).
struct URIFormat {
    let isInternational: Bool

    func isURI(_ text: String) -> Bool {
        URIReference(text).scheme != nil && isReference(text)
    }

    func isReference(_ text: String) -> Bool {
        // The parts are cut by characters of ASCII; one that is joined to a mark would not be seen.
        let parts = URIReference(text)
        guard parts.text == text else { return false }
        if let authority = parts.authority, !isAuthority(authority) { return false }
        if parts.scheme == nil, parts.authority == nil {
            // Else what stands before the colon would be a scheme.
            guard !(parts.path.split(separator: "/", omittingEmptySubsequences: false).first?.contains(":") ?? false)
            else { return false }
        }
        if parts.authority == nil, parts.path.hasPrefix("//") { return false }
        return holds(parts.path, "/:@") && holds(parts.query ?? "", "/:@?", isQuery: true)
            && holds(parts.fragment ?? "", "/:@?")
    }

    private func isAuthority(_ text: String) -> Bool {
        var rest = text[...]
        if let at = rest.lastIndex(of: "@") {
            guard holds(String(rest[..<at]), ":") else { return false }
            rest = rest[rest.index(after: at)...]
        }
        if rest.hasPrefix("[") {
            guard let close = rest.firstIndex(of: "]") else { return false }
            guard isLiteral(rest[rest.index(after: rest.startIndex)..<close]) else { return false }
            rest = rest[rest.index(after: close)...]
            return rest.isEmpty || rest.hasPrefix(":") && isPort(rest.dropFirst())
        }
        guard let colon = rest.firstIndex(of: ":") else { return holds(String(rest), "") }
        return holds(String(rest[..<colon]), "") && isPort(rest[rest.index(after: colon)...])
    }

    private func isPort(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// An address in brackets: IPv6, or a form of the future.
    private func isLiteral(_ text: Substring) -> Bool {
        guard text.first == "v" || text.first == "V" else { return AddressFormat.isIPv6(text.utf8) }
        let parts = text.dropFirst().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
        return parts[0].utf8.allSatisfy(AddressFormat.isHexadecimal) && parts[1].utf8.allSatisfy { $0 != 0x25 }
            && URIFormat(isInternational: false).holds(String(parts[1]), ":")
    }

    /// Whether a part holds only unreserved characters, escapes, the lesser delimiters, and some more.
    private func holds(_ text: String, _ more: String, isQuery: Bool = false) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var place = 0
        while place < scalars.count {
            let scalar = scalars[place]
            if scalar == "%" {
                guard place + 2 < scalars.count, scalars[place + 1].properties.isASCIIHexDigit,
                    scalars[place + 2].properties.isASCIIHexDigit
                else { return false }
                place += 3
                continue
            }
            guard Self.isUnreserved(scalar) || more.unicodeScalars.contains(scalar) || isForeign(scalar, isQuery) else {
                return false
            }
            place += 1
        }
        return true
    }

    private static func isUnreserved(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~!$&'()*+,;=".unicodeScalars.contains(scalar)
        }
    }

    private func isForeign(_ scalar: Unicode.Scalar, _ isQuery: Bool) -> Bool {
        isInternational && (Self.isForeign(scalar) || isQuery && Self.isPrivate(scalar))
    }

    /// What RFC 3987 calls `ucschar`.
    static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x10000...0xEFFFD: scalar.value & 0xFFFF <= 0xFFFD && !(0xE0000...0xE0FFF).contains(scalar.value)
        default: false
        }
    }

    /// What RFC 3987 calls `iprivate`.
    static func isPrivate(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }
}
