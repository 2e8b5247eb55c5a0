/// Where the rules of time zones come from.
package protocol TimeZoneSource: Sendable {
    /// The rules of a zone of the time zone database; nil when there is none of that name.
    func rules(named name: String) -> TimeZoneRules?
}
