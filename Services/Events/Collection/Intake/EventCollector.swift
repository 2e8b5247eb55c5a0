import MeshCore

/// Reads what known trackers send and says what is to be kept of it: a function of the request, the sites and the day's
/// salts, without a clock or a store.
package struct EventCollector: Sendable {
    private let sites: SiteDirectory
    private let limits: CollectLimits

    package init(sites: SiteDirectory, limits: CollectLimits = CollectLimits()) {
        self.sites = sites
        self.limits = limits
    }

    /// Answers the questions that browsers and webhooks ask before they send.
    package func preflight(_ request: CollectRequest) -> CollectAnswer {
        request.headers["webhook-request-origin"] == nil
            ? CrossOrigin.preflight(request) : WebhookHandshake.answer(request)
    }

    /// Reads a request.
    ///
    /// - Parameters:
    ///   - request: As it came, its body perhaps compressed.
    ///   - salts: The keys of the daily ids; they are not kept.
    /// - Returns: What is to be done; nil when the path is no tracker's or the method is not its.
    package func read(_ request: CollectRequest, salts: VisitorSalts) -> Intake? {
        guard let endpoint = CollectEndpoint(path: request.path), endpoint.methods.contains(request.method) else {
            return nil
        }
        var request = request
        let visitor = Self.visitor(of: request, salts: salts)
        var refusal: Rejection?
        do {
            request = try BodyDecoding.decoded(request, limits: limits)
        } catch {
            refusal = error
        }
        let call = TrackerCall(
            request: request, endpoint: endpoint, query: QueryItems(request.query), limits: limits, salts: salts)
        do throws(Rejection) {
            if let refusal { throw refusal }
            return intake(try endpoint.reader.read(call), of: call, visitor: visitor)
        } catch {
            return Intake(
                items: [], places: [], refusal: error, form: endpoint.reader.form(for: call), request: request,
                array: .none, visitor: visitor)
        }
    }

    private func intake(_ batch: TrackerBatch, of call: TrackerCall, visitor: DailyVisitor) -> Intake {
        let finisher = EventFinisher(
            tracker: batch.tracker, request: call.request, visitor: visitor, sites: sites,
            limits: limits, salts: call.salts)
        let entries = batch.isRehearsal ? [] : batch.entries
        let items = entries.map { entry -> IntakeItem in
            do throws(Rejection) {
                return try finisher.finish(try entry.draft.get(), place: entry.place)
            } catch {
                return .rejected(error)
            }
        }
        return Intake(
            items: items, places: entries.map(\.place), form: batch.form, request: call.request,
            array: batch.arrayPlace, visitor: visitor)
    }

    /// By whom the sender of a request is known this day.
    private static func visitor(of request: CollectRequest, salts: VisitorSalts) -> DailyVisitor {
        request.replay?.visitor
            ?? DailyVisitor(userAgent: request.headers["user-agent"] ?? "", address: request.address, salts: salts)
    }
}
