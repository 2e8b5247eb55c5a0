/// What a test supposes to have happened to its state before: `stateConfiguration`.
package struct StateTestConfiguration: Hashable, Sendable {
    /// How often the retrier that takes the failure has been used.
    package var retrierRetryCount: Int
    /// How many items of a Map state have failed.
    package var mapIterationFailureCount: Int
    /// What a Map state's reader has read.
    package var mapItemReaderData: Payload?

    package init(
        retrierRetryCount: Int = 0, mapIterationFailureCount: Int = 0, mapItemReaderData: Payload? = nil
    ) {
        self.retrierRetryCount = retrierRetryCount
        self.mapIterationFailureCount = mapIterationFailureCount
        self.mapItemReaderData = mapItemReaderData
    }
}
