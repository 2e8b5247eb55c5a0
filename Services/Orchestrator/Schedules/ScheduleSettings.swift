/// The bounds of schedules.
struct ScheduleSettings: Sendable {
    /// What is done about times that were missed, where the group's tag `orrery:missed-times` says nothing.
    var missedTimes = MissedTimes.once
    /// How often due times are looked for: a time runs at most so much late.
    var lookout = Duration.milliseconds(200)
    /// For so long a firing is its taker's without renewal. A process that dies is noticed at once on its own machine.
    var lease = Duration.seconds(15)
    /// For so long a target may take.
    var callTimeout = Duration.seconds(60)
    /// Calls under way at once in one instance.
    var calls = 64
    /// Schedules recorded in one transaction: so many are a few milliseconds.
    var recordedSchedules = 200
    /// Missed times of one schedule recorded in one transaction.
    var recordedTimes = 100
    /// Schedules of a group removed in one transaction.
    var sweptSchedules = 1000
    /// Dead letters kept for people to see; the oldest go.
    var keptDeadLetters = 10_000
    /// How long a queue that cannot be told of a dead letter is left in peace.
    var deadLetterPause = Duration.seconds(30)
    /// For so long a repeated request is known by its token.
    var tokenLifetime = Duration.seconds(24 * 3600)
    /// Tags of one group, as AWS counts them.
    var tagsOfGroup = 50
}
