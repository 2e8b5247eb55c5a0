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
    /// The most schedules of one report.
    package static let mostSchedules = 20
    /// The most runs that are kept of one schedule.
    package static let mostRuns = 100
    /// The most destinations of one schedule.
    package static let mostDestinations = 10
    static let expression = JSONSchema.string(
        1...256, description: "In the words of EventBridge Scheduler: rate(…), cron(…), at(…)."
    ).example("cron(0 7 ? * MON *)")
    static let scheduleZone = JSONSchema.string(1...50, description: "The zone of the expression.")
        .example("Europe/Berlin")
    static let formats = JSONSchema.array(
        of: .enumeration(DeliveryFormat.self), count: 1...DeliveryFormat.allCases.count, unique: true,
        description: "The kinds of files.")
    static let destinations = JSONSchema.array(
        of: ReportDestination.schema, count: 1...mostDestinations, description: "Where the files go.")
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
