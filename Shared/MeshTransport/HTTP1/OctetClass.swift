/// What an octet may be in a message head: one table look-up instead of a chain of comparisons.
struct OctetClass: OptionSet {
    let rawValue: UInt8

    /// May stand in a token: a method or a field name (RFC 9110, section 5.6.2).
    static let token = OctetClass(rawValue: 1 << 0)
    /// May stand nowhere in a head: a control character other than HTAB, CR and LF (RFC 9110, section 5.5).
    static let forbidden = OctetClass(rawValue: 1 << 1)
    /// May stand in a request target's path or query. RFC 3986 allows fewer, but browsers send braces and bars as they are;
    /// what could be read in two ways (`#`, quotes, angle brackets, spaces, non-ASCII) is left out.
    static let target = OctetClass(rawValue: 1 << 2)
    /// May stand in a host and port (RFC 3986, section 3.2.2, without user information).
    static let host = OctetClass(rawValue: 1 << 3)
    /// A line break's octet: CR or LF.
    static let lineBreak = OctetClass(rawValue: 1 << 4)

    static subscript(_ octet: UInt8) -> OctetClass { OctetClass(rawValue: table[Int(octet)]) }

    private static let table: [UInt8] = (0...255).map { octet -> UInt8 in
        let octet = UInt8(octet)
        var kinds: OctetClass = []
        let isAlphanumeric =
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(octet)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(octet | 0x20)
                && octet < 0x80
        if isAlphanumeric || "!#$%&'*+-.^_`|~".utf8.contains(octet) { kinds.insert(.token) }
        if isAlphanumeric || "-._~%!$&'()*+,;=:[]".utf8.contains(octet) { kinds.insert(.host) }
        if octet > 0x20 && octet < 0x7F && !"#\"<>".utf8.contains(octet) { kinds.insert(.target) }
        if octet == 0x0D || octet == 0x0A {
            kinds.insert(.lineBreak)
        } else if octet == 0x7F || (octet < 0x20 && octet != 0x09) {
            kinds.insert(.forbidden)
        }
        return kinds.rawValue
    }
}
