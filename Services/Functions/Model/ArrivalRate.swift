import MeshCore

/// How often a function is called and how long that takes, from which follows how many processes should be warm.
///
/// Both are means that forget with time: the rate by half in ``halfLife``, so that a burst counts at once and is
/// forgotten soon after it.
struct ArrivalRate: Sendable {
    /// Half a minute tells a function that is called all the time from one that was called once.
    static let halfLife = 30.0

    private(set) var perSecond = 0.0
    private(set) var seconds = 0.0
    private var last: MonotonicInstant?

    /// An invocation came.
    mutating func arrived(at now: MonotonicInstant) {
        decay(to: now)
        // Each arrival adds what, forgotten by half in each half-life, sums up to the rate.
        perSecond += 0.693 / Self.halfLife
    }

    /// An invocation took so long.
    mutating func took(_ duration: Duration) {
        let taken = Double(duration.nanoseconds) / 1e9
        seconds = seconds == 0 ? taken : seconds * 0.8 + taken * 0.2
    }

    /// The rate at a time.
    mutating func decay(to now: MonotonicInstant) {
        if let last {
            let passed = Double(last.nanoseconds(to: now)) / 1e9
            perSecond *= Self.power(0.5, passed / Self.halfLife)
        }
        last = now
    }

    /// How many are busy at once on the mean (Little's law), and as many again as chance adds most of the time; none
    /// when no call is expected while an idle process would be kept.
    func wanted(within idleLimit: Duration) -> Int {
        let expected = perSecond * Double(idleLimit.nanoseconds) / 1e9
        guard expected >= 1 else { return 0 }
        let busy = perSecond * seconds
        return Int((busy + 2 * busy.squareRoot()).rounded(.up))
    }

    /// `base` to a power that is not negative, by halves and squares: the module has no mathematics library.
    private static func power(_ base: Double, _ exponent: Double) -> Double {
        var (result, factor, rest) = (1.0, base, exponent)
        guard rest < 64 else { return 0 }
        while rest >= 1 {
            result *= factor
            rest -= 1
        }
        for _ in 0..<16 {
            factor = factor.squareRoot()
            rest *= 2
            if rest >= 1 {
                result *= factor
                rest -= 1
            }
        }
        return result
    }
}
