/// The forms in which products are imported and exported.
package enum RecordFormat: String, CaseIterable, Sendable {
    /// A JSON document on each line.
    case ndjson
    /// RFC 4180, with a header.
    case csv

    /// The media type, without parameters.
    var mediaType: String {
        switch self {
        case .ndjson: "application/x-ndjson"
        case .csv: "text/csv"
        }
    }

    init?(mediaType: String) {
        guard let format = Self.allCases.first(where: { $0.mediaType == mediaType }) else { return nil }
        self = format
    }
}
