package import MeshCore

/// The parts of a page's URL (RFC 3986, section 3).
package struct PageAddress: Hashable, Sendable {
    /// `https`; nil when only a path was told.
    package var scheme: String?
    /// The host in lower case, without a port; nil when only a path was told.
    package var host: String?
    /// Begins with a slash, unless the scheme has no hosts; still percent-encoded.
    package var path: String
    /// What follows the question mark, still percent-encoded; nil when there is none.
    package var query: String?
    /// What follows the number sign.
    package var fragment: String?

    package init(
        scheme: String? = nil, host: String? = nil, path: String, query: String? = nil, fragment: String? = nil
    ) {
        self.scheme = scheme
        self.host = host
        self.path = path
        self.query = query
        self.fragment = fragment
    }

    /// Takes a URL or an absolute path; nil for an empty text, one with white space or control characters inside, and
    /// all else that is neither. Names and passwords before the host are dropped.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        var rest = Substring(text)
        let fragment = Self.cutTail(&rest, at: "#")
        let query = Self.cutTail(&rest, at: "?")
        var scheme: String?
        if let colon = rest.firstIndex(of: ":"), Self.isScheme(rest[..<colon]) {
            scheme = rest[..<colon].lowercased()
            rest = rest[rest.index(after: colon)...]
        }
        var host: String?
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let authority = rest.prefix { $0 != "/" }
            rest = rest[authority.endIndex...]
            guard let name = Self.host(of: authority) else { return nil }
            host = name
        } else {
            guard scheme != nil || rest.hasPrefix("/") else { return nil }
        }
        guard (scheme ?? "").utf8.count <= 32, (host ?? "").utf8.count <= 255 else { return nil }
        self.init(
            scheme: scheme, host: host, path: rest.isEmpty && host != nil ? "/" : String(rest), query: query,
            fragment: fragment)
    }

    /// The URL as one text.
    package var text: String {
        var text = scheme.map { $0 + ":" } ?? ""
        if let host { text += "//" + host }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }

    private static func cutTail(_ rest: inout Substring, at mark: Character) -> String? {
        guard let place = rest.firstIndex(of: mark) else { return nil }
        let tail = rest[rest.index(after: place)...]
        rest = rest[..<place]
        return tail.isEmpty ? nil : String(tail)
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.first, first.isASCII, first.isLetter else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }

    private static func host(of authority: Substring) -> String? {
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let name: Substring
        if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
            name = place[...end]
        } else {
            name = place.prefix { $0 != ":" }
        }
        return name.isEmpty ? nil : name.lowercased()
    }
}

extension PageAddress: Described {
    package static let schema = JSONSchema.object(
        "PageAddress", description: "The parts of a page's URL.",
        [
            .optional("scheme", .string(1...32)),
            .optional("host", .string(1...255, description: "In lower case, without a port.")),
            .required("path", .string(0...8192, description: "Still percent-encoded.")),
            .optional("query", .string(1...8192, description: "Without the question mark, still percent-encoded.")),
            .optional("fragment", .string(1...8192)),
        ])

    /// The address as JSON with its members in their order.
    package var json: JSONValue {
        var object = JSONObject()
        object.set("scheme", scheme)
        object.set("host", host)
        object.set("path", path)
        object.set("query", query)
        object.set("fragment", fragment)
        return .object(object)
    }

    /// Reads an address from JSON that fits the schema; nil when it does not.
    package init?(json: JSONValue) {
        guard let path = json["path"]?.stringValue else { return nil }
        self.init(
            scheme: json["scheme"]?.stringValue, host: json["host"]?.stringValue, path: path,
            query: json["query"]?.stringValue, fragment: json["fragment"]?.stringValue)
    }
}
