/// What a call that was given up has run out of, by its name in the dead letter.
enum ExhaustedCondition: String, Hashable, Sendable {
    case attempts = "MaximumRetryAttempts"
    case age = "MaximumEventAgeInSeconds"
}
