/// How long something that could not be done is left alone: a second, then twice as long each time, up to an hour.
enum RetryPause {
    static func after(attempts: Int64) -> Duration {
        .seconds(min(3600, 1 << min(max(attempts, 0), 12)))
    }
}
