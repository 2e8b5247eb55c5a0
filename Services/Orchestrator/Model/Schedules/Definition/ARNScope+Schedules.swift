extension ARNScope {
    /// The ARN of a group of schedules.
    func scheduleGroup(_ name: String) -> String {
        "arn:aws:scheduler:\(region):\(account):schedule-group/\(name)"
    }

    /// The group of schedules that an ARN names; nil when it names none here.
    func scheduleGroup(ofARN arn: String) -> String? {
        let prefix = scheduleGroup("")
        guard arn.hasPrefix(prefix) else { return nil }
        let name = String(arn.dropFirst(prefix.count))
        return ConstraintCheck.isName(name) ? name : nil
    }
}
