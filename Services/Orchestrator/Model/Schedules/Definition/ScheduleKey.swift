/// What tells schedules apart: their group and their name in it.
struct ScheduleKey: Hashable, Sendable {
    let group: String
    let name: String

    /// The group that every account has.
    static let defaultGroup = "default"

    init(group: String = defaultGroup, name: String) {
        self.group = group
        self.name = name
    }

    /// The schedule's ARN.
    func arn(in place: ARNScope) -> String {
        "arn:aws:scheduler:\(place.region):\(place.account):schedule/\(group)/\(name)"
    }
}
