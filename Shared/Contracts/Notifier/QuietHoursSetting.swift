package import MeshCore

/// The time of day in which somebody is not to be disturbed, by the clock on their wall. It may go over midnight.
package struct QuietHoursSetting: Codable, Sendable, Equatable {
    /// `22:00`
    package var start: String
    /// The first minute that is not quiet.
    package var end: String

    package init(start: String, end: String) {
        self.start = start
        self.end = end
    }
}

extension QuietHoursSetting: Described {
    private static let time = JSONSchema.string(
        5...5, pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$", description: "A time of day.")

    package static let schema = JSONSchema.object(
        "QuietHoursSetting", description: "When somebody is not to be disturbed, by the clock on their wall.",
        [
            .required("start", time.example("22:00")),
            .required("end", time.describing("The first minute that is not quiet.").example("07:00")),
        ])
}
