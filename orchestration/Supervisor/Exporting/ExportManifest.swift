/// What an export holds: `manifest.json`, by which it is read, and taken up where it ended.
struct ExportManifest: Hashable, Sendable, Codable {
    /// A file of rows.
    struct File: Hashable, Sendable, Codable {
        /// Below the export's folder.
        let name: String
        let partition: Int
        /// The offsets that it speaks of: from this one on, up to the next before ``endOffset``.
        let firstOffset: Int64
        let endOffset: Int64
        let rows: Int
        let bytes: Int64
    }

    /// How far a partition is exported.
    struct Partition: Hashable, Sendable, Codable {
        let partition: Int
        let firstOffset: Int64
        /// The offset behind the last that was looked at.
        var nextOffset: Int64
        /// Where the last file begins, and what was known there: it is made anew when there is more.
        var resume: Mark
    }

    /// A place in a partition.
    struct Mark: Hashable, Sendable, Codable {
        var offset: Int64
        /// The latest receipt of the site's events before, in milliseconds since 1970.
        var newest: Int64?
    }

    var format = 1
    let site: String
    /// A name of the time zone database.
    let timeZone: String
    let rulesVersion: Int64
    /// The first day of the log (UTC) that was asked for; nil for its begin.
    let from: String?
    var partitions: [Partition] = []
    var files: [File] = []

    /// Whether another export can go on with it.
    func isOfSame(_ other: ExportManifest) -> Bool {
        format == other.format && site == other.site && timeZone == other.timeZone
            && rulesVersion == other.rulesVersion && from == other.from
    }
}
