/// How an event ended, as AWS's records of destinations name it.
enum EventCondition: String, Sendable, Equatable {
    case success = "Success"
    case retriesExhausted = "RetriesExhausted"
    case eventAgeExceeded = "EventAgeExceeded"
    /// Its function is gone.
    case functionMissing = "FunctionNotFound"
}
