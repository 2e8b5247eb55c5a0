import MeshDocuments

/// A file that a report can be had as.
enum ReportFormat: String, Hashable, Sendable, CaseIterable {
    case csv, html, pdf, xlsx, parquet

    var mediaType: String {
        switch self {
        case .csv: "text/csv"
        case .html: "text/html"
        case .pdf: "application/pdf"
        case .xlsx: Spreadsheet.mediaType
        case .parquet: "application/vnd.apache.parquet"
        }
    }

    /// The media type as it is sent in `Content-Type`.
    var contentType: String {
        switch self {
        case .csv, .html: "\(mediaType); charset=utf-8"
        case .pdf, .xlsx, .parquet: mediaType
        }
    }

    /// The first format that an `Accept` field names; nil when JSON stands before it, or none is named.
    init?(accept field: String) {
        for range in field.split(separator: ",") {
            let type = range.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
            if type == "application/json" { return nil }
            guard let format = Self.allCases.first(where: { $0.mediaType == type }) else { continue }
            self = format
            return
        }
        return nil
    }
}
