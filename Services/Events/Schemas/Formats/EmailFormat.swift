/// E-mail addresses (RFC 5321, section 4.1.2, and RFC 6531, section 3.3).
enum EmailFormat {
    static func isEmail(_ text: String, isInternational: Bool) -> Bool {
        let scalars = Array(text.unicodeScalars)
        guard let at = scalars.lastIndex(of: "@") else { return false }
        let (local, domain) = (scalars[..<at], scalars[(at + 1)...])
        guard !local.isEmpty, local.reduce(0, { $0 + UTF8.width($1) }) <= 64 else { return false }
        guard isQuoted(local, isInternational) || isDotted(local, isInternational) else { return false }
        let host = String(String.UnicodeScalarView(domain))
        if host.hasPrefix("["), host.hasSuffix("]") { return isLiteral(host.dropFirst().dropLast()) }
        return HostnameFormat.isHostname(host, isInternational: isInternational)
    }

    private static func isDotted(_ text: ArraySlice<Unicode.Scalar>, _ isInternational: Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.allSatisfy { scalar in
                    guard scalar.isASCII else { return isInternational }
                    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                        || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
                }
        }
    }

    private static func isQuoted(_ text: ArraySlice<Unicode.Scalar>, _ isInternational: Bool) -> Bool {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return false }
        var isEscape = false
        for scalar in text.dropFirst().dropLast() {
            guard scalar.isASCII ? (0x20...0x7E).contains(scalar.value) : isInternational else { return false }
            if isEscape {
                isEscape = false
            } else if scalar == "\\" {
                isEscape = true
            } else if scalar == "\"" {
                return false
            }
        }
        return !isEscape
    }

    private static func isLiteral(_ text: Substring) -> Bool {
        if text.lowercased().hasPrefix("ipv6:") { return AddressFormat.isIPv6(text.dropFirst(5).utf8) }
        return AddressFormat.isIPv4(text.utf8)
    }
}
