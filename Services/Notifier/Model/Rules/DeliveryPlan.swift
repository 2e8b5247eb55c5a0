import MeshCore
import NotifierAPI

/// What is to become of a notification for somebody: not at all, later, or now.
enum DeliveryPlan: Sendable, Hashable {
    case send(at: Timestamp)
    /// It is gathered with others of its kind until then.
    case gather(until: Timestamp)
    case suppress(Reason)

    enum Reason: String, Sendable {
        /// The address is not written to.
        case suppressed
        /// The recipient does not want it.
        case unwanted
    }

    /// What is known of a recipient when it is decided.
    struct Circumstances: Sendable {
        var isSuppressed = false
        var preferences = Preferences()
        var quiet: QuietHours?
        var zone = TimeZoneRules.utc
        var throttle: ThrottleRule?
        /// When notifications of the category were, or are to be, sent on the channel; in order.
        var sent: [Timestamp] = []
        /// How long notifications of the category are gathered on the channel.
        var digest: Duration?
        /// The window that gathers, if one was opened.
        var window: DigestWindow?
    }

    /// Decides.
    ///
    /// What is mandatory goes at once, to whoever can be written to: neither preferences nor digests nor quiet hours nor throttles
    /// hold it up. The inbox disturbs nobody, so quiet hours are for other channels.
    init(
        _ category: String, by channel: NotificationChannel, isMandatory: Bool, at now: Timestamp,
        _ circumstances: Circumstances
    ) {
        guard !circumstances.isSuppressed else {
            self = .suppress(.suppressed)
            return
        }
        guard !isMandatory else {
            self = .send(at: now)
            return
        }
        guard circumstances.preferences.wants(category, by: channel) else {
            self = .suppress(.unwanted)
            return
        }
        if let length = circumstances.digest {
            if let window = circumstances.window, !window.isClosed, now < window.ends {
                self = .gather(until: window.ends)
            } else {
                self = .gather(until: now + length)
            }
            return
        }
        self = .send(at: Self.release(now, by: channel, circumstances))
    }

    /// Why something that is wanted does not go at once; nil when it does.
    static func hold(_ now: Timestamp, by channel: NotificationChannel, _ circumstances: Circumstances) -> String? {
        guard release(now, by: channel, circumstances) > now else { return nil }
        guard let throttle = circumstances.throttle, throttle.release(now, after: circumstances.sent) > now else {
            return "quiet hours"
        }
        return "throttled to \(throttle.limit) in \(throttle.window.components.seconds) s"
    }

    /// When something that is wanted may go: late enough for the throttle, and not in quiet hours then.
    static func release(
        _ now: Timestamp, by channel: NotificationChannel, _ circumstances: Circumstances
    ) -> Timestamp {
        let allowed = circumstances.throttle.map { $0.release(now, after: circumstances.sent) } ?? now
        guard channel != .inbox, let quiet = circumstances.quiet else { return allowed }
        return quiet.release(allowed, in: circumstances.zone)
    }
}
