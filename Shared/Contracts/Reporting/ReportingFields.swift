package import MeshCore

/// The schemas of members that several messages of reporting share, each with its limits.
package enum ReportingFields {
    /// The most accounts that may read one site's reports.
    package static let mostReaders = 100

    /// A site's id, as events knows it.
    package static let site = JSONSchema.string(1...128, pattern: "^[A-Za-z0-9._-]+$", description: "The site's id.")
        .example("shop")
    /// The most snapshots that are kept of one report.
    package static let mostSnapshots = 100
    static let report = JSONSchema.string(
        1...64, pattern: "^[a-z0-9][a-z0-9-]*$",
        description: "The saved report's id, as whoever saved it has chosen it."
    ).example("pages-of-this-month")
    static let title = JSONSchema.string(1...200, description: "The heading of its files.")
    static let timeZone = JSONSchema.string(
        1...50, description: "The zone of the reports' days, which the site has from events."
    ).example("Europe/Berlin")
    static let readers = JSONSchema.array(
        of: .string(1...64), count: 0...mostReaders, unique: true,
        description: "The accounts that may read the site's reports, besides administrators.")
    static let version = JSONSchema.integer(
        1...(1 << 53), description: "The version of the site's processing rules.")
    static let date = JSONSchema.string(format: .date, description: "A day (UTC).")
    static let count = JSONSchema.integer(0...)
}
