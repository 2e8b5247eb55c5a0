/// The forms in which records come in a request.
enum PublishFormat: Equatable {
    /// Our own document of records.
    case records
    /// One event in a document (CloudEvents HTTP binding 1.0, section 3.2).
    case structured
    /// A list of events (section 3.3).
    case batch
    /// One event whose attributes are header fields (section 3.1).
    case binary

    /// The media types of the documents, in the order of the cases.
    static let mediaTypes = [
        "application/json", "application/cloudevents+json", "application/cloudevents-batch+json",
    ]

    /// Finds the form.
    ///
    /// - Parameters:
    ///   - contentType: The field `Content-Type`; nil without one.
    ///   - hasAttributes: Whether a header field begins with `ce-`.
    /// - Returns: nil for what is none of them.
    init?(contentType: String?, hasAttributes: Bool) {
        if contentType == Self.mediaTypes[0] {
            // As most programs write it.
            self = hasAttributes ? .binary : .records
            return
        }
        let essence = contentType.map { text in
            let octets = text.utf8.prefix { $0 != UInt8(ascii: ";") }
            return String(
                decoding: octets.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }, as: UTF8.self
            )
            .lowercased()
        }
        switch essence {
        case Self.mediaTypes[1]: self = .structured
        case Self.mediaTypes[2]: self = .batch
        case let other? where other.hasPrefix("application/cloudevents"): return nil
        case _ where hasAttributes: self = .binary
        case Self.mediaTypes[0]: self = .records
        case nil, _?: return nil
        }
    }
}
