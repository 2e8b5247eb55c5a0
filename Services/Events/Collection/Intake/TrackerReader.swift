/// Reads one protocol's requests.
protocol TrackerReader {
    /// How a request is answered of which nothing can be read.
    static func form(for call: TrackerCall) -> any AnswerForm

    /// Reads the events of a request.
    ///
    /// - Throws: Why nothing of the request can be read; what is wrong with single events stands in their entries.
    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch
}
