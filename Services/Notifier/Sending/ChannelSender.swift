import MeshCore

/// Sends what goes by one channel.
protocol ChannelSender: Sendable {
    /// Writes down what became of an attempt, and what whoever has taken it calls it; once.
    typealias Settlement = @Sendable (_ verdict: DeliveryVerdict, _ reference: String?) async -> Void

    /// Makes an attempt.
    func send(_ delivery: ClaimedDelivery, settle: @escaping Settlement) async

    /// Begins nothing new; what is under way comes to its end.
    func close() async

    /// Ends what is under way.
    func abort() async
}
