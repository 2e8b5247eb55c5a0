import MeshCore

/// How a moment is written, as a picture such as `[Y0001]-[M01]-[D01]` says (XPath and XQuery Functions and Operators 3.1,
/// section 9.8).
struct DateTimePicture: Sendable {
    enum Part: Sendable {
        case literal(String)
        case marker(DateTimeMarker)
    }

    /// The picture as it was written.
    let source: String
    private(set) var parts: [Part] = []

    private static let cache = PictureCache<String, DateTimePicture>()

    /// A picture that may have been read before.
    static func of(_ picture: String) throws(JSONataError) -> DateTimePicture {
        try cache.picture(of: picture, length: picture.utf8.count) { () throws(JSONataError) in
            try DateTimePicture(picture)
        }
    }

    init(_ picture: String) throws(JSONataError) {
        source = picture
        var rest = Substring(picture)
        var literal = ""
        while let letter = rest.first {
            rest.removeFirst()
            guard letter == "[" else {
                literal.append(letter)
                continue
            }
            if rest.first == "[" {
                rest.removeFirst()
                add(literal + "[")
                literal = ""
                continue
            }
            add(literal)
            literal = ""
            guard let end = rest.firstIndex(of: "]") else { throw JSONataError("D3135") }
            try add(marker: DateTimeMarker(rest[..<end].filter { !$0.isWhitespace }))
            rest = rest[rest.index(after: end)...]
        }
        add(literal)
    }

    private mutating func add(_ literal: String) {
        guard !literal.isEmpty else { return }
        var text = ""
        var place = literal.startIndex
        while let found = TextSearch.first("]]", in: literal, from: place) {
            text += literal[place..<found.lowerBound] + "]"
            place = found.upperBound
        }
        parts.append(.literal(text + literal[place...]))
    }

    private mutating func add(marker: DateTimeMarker) {
        // Two numbers with nothing between them can be told apart only by the width of the first.
        if marker.isNumber, case .marker(var previous) = parts.last, var integer = previous.integer {
            integer.parseWidth = integer.mandatoryDigits
            previous.integer = integer
            parts[parts.count - 1] = .marker(previous)
        }
        parts.append(.marker(marker))
    }

    /// `2017-10-30T16:25:32.935Z`
    static let iso8601: DateTimePicture = {
        do throws(JSONataError) {
            return try DateTimePicture("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]")
        } catch {
            preconditionFailure("the picture of ISO 8601 is malformed: \(error)")
        }
    }()
}
