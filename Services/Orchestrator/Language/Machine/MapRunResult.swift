/// How a run of a distributed map ended.
package enum MapRunResult: Sendable {
    /// - Parameter output: An array with the output of each item in the order of the items (`null` for one that failed and
    ///   was tolerated), or what the result writer tells of the files it wrote.
    case succeeded(output: Payload)
    /// - Parameters:
    ///   - error: `States.ExceedToleratedFailureThreshold`, `States.ItemReaderFailed`, `States.ResultWriterFailed`, or the
    ///     error of an item when no failure is tolerated.
    case failed(error: String?, cause: String?)
    case aborted
}
