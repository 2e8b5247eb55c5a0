import FoundationEssentials

/// A part of a message (RFC 2045): its fields, and what is in it.
package struct MailPart: Sendable {
    /// The fields in their order, unfolded.
    package let fields: [(name: String, value: String)]
    package let body: Substring

    /// - Parameter text: With either kind of line ends.
    package init(_ text: String) {
        self.init(lines: text.replacing("\r\n", with: "\n")[...])
    }

    private init(lines: Substring) {
        let end = lines.firstRange(of: "\n\n")
        // A part may begin with an empty line, and has no fields then.
        let isBare = lines.hasPrefix("\n")
        let head = isBare ? "" : end.map { lines[..<$0.lowerBound] } ?? lines
        body = isBare ? lines.dropFirst() : end.map { lines[$0.upperBound...] } ?? ""
        fields = Self.fields(of: head)
    }

    /// The fields of a block, unfolded (RFC 5322, section 2.2.3).
    static func fields(of block: Substring) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for line in block.split(separator: "\n") {
            if line.first == " " || line.first == "\t" {
                guard let last = fields.indices.last else { continue }
                fields[last].value = trimmed("\(fields[last].value) \(line)")
            } else if let colon = line.firstIndex(of: ":") {
                fields.append((trimmed(line[..<colon]).lowercased(), trimmed(line[line.index(after: colon)...])))
            }
        }
        return fields
    }

    /// The first field of a name; nil when there is none.
    package subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The media type, in lower case, without parameters.
    package var mediaType: String {
        Self.trimmed(self["content-type"]?.prefix { $0 != ";" } ?? "text/plain").lowercased()
    }

    /// A parameter of the media type.
    func parameter(_ name: String) -> String? {
        for part in (self["content-type"] ?? "").split(separator: ";").dropFirst() {
            let sides = part.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, Self.trimmed(sides[0]).lowercased() == name else { continue }
            let value = Self.trimmed(sides[1])
            return value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"")
                ? String(value.dropFirst().dropLast()) : value
        }
        return nil
    }

    /// The parts of a multipart body (RFC 2046, section 5.1); empty for any other.
    ///
    /// - Parameter limit: The most that are read.
    package func parts(limit: Int) -> [MailPart] {
        guard mediaType.hasPrefix("multipart/"), let boundary = parameter("boundary"), !boundary.isEmpty else {
            return []
        }
        var found: [MailPart] = []
        var current: [Substring]?
        for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("--\(boundary)") else {
                current?.append(line)
                continue
            }
            if let lines = current { found.append(MailPart(lines: lines.joined(separator: "\n")[...])) }
            current = []
            if found.count == limit || line.hasPrefix("--\(boundary)--") { return found }
        }
        // A message that was cut ends without its last boundary.
        if let lines = current { found.append(MailPart(lines: lines.joined(separator: "\n")[...])) }
        return found
    }

    /// The body as it was before it was encoded for the way.
    package var text: String {
        switch self["content-transfer-encoding"]?.lowercased() {
        case "base64":
            let data = Data(base64Encoded: String(body.filter { !$0.isWhitespace }))
            return data.map { String(decoding: $0, as: UTF8.self).replacing("\r\n", with: "\n") } ?? ""
        case "quoted-printable":
            return String(decoding: QuotedPrintable.decode(body.utf8), as: UTF8.self)
        case _?, nil: return String(body)
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
