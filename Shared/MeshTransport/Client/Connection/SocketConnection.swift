import NIOCore

/// A socket's way from the first packet to the peer's SETTINGS and to its end, told to an observer as one story.
///
/// It lives on its event loop.
final class SocketConnection {
    let handler: HTTP2ClientHandler
    /// Until the end was told.
    private var observer: (any ClientSessionObserver)?
    private let eventLoop: any EventLoop
    private var channel: (any Channel)?
    private var timeout: Scheduled<Void>?
    private var isReady = false

    init(handler: HTTP2ClientHandler, observer: any ClientSessionObserver, eventLoop: any EventLoop) {
        self.handler = handler
        self.observer = observer
        self.eventLoop = eventLoop
        // The handler drops these when it is closed, which breaks the cycle.
        handler.onReady = { self.becameReady() }
        handler.onDraining = { self.observer?.sessionIsDraining(self.handler) }
        handler.onStreamsAvailable = { self.observer?.sessionRegainedExchanges(self.handler) }
        handler.onClosed = { self.ended($0) }
    }

    /// Gives it up when the peer's SETTINGS have not come in time.
    func begin(timeout limit: TimeAmount) {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        timeout = eventLoop.scheduleTask(in: limit) {
            bound.value.giveUp(
                ExchangeFailure(.connectFailed, processing: .none, detail: "the peer sent no SETTINGS in time"))
        }
    }

    /// The bootstrap is done.
    func connected(_ result: Result<any Channel, any Error>) {
        switch result {
        case .success(let channel):
            self.channel = channel
            // Given up meanwhile.
            if observer == nil { channel.close(promise: nil) }
        case .failure(let error):
            ended(ExchangeFailure(.connectFailed, processing: .none, detail: "\(error)"))
        }
    }

    /// Ends it before it is ready; without effect later.
    func giveUp(_ failure: ExchangeFailure) {
        guard !isReady, observer != nil else { return }
        channel?.close(promise: nil)
        ended(failure)
    }

    private func becameReady() {
        guard let observer else { return }
        isReady = true
        timeout?.cancel()
        timeout = nil
        observer.sessionBecameReady(handler)
    }

    private func ended(_ failure: ExchangeFailure) {
        guard let observer else { return }
        self.observer = nil
        timeout?.cancel()
        timeout = nil
        guard !isReady else { return observer.sessionClosed(failure) }
        let story = NIOLoopBound(observer, eventLoop: eventLoop)
        // In a later turn of the loop: whoever connects does not expect to be told before it knows of the attempt.
        eventLoop.execute {
            story.value.sessionClosed(
                ExchangeFailure(.connectFailed, processing: .none, detail: failure.detail))
        }
    }
}
