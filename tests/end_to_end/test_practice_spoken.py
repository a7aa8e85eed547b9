"""`practice` with a microphone and a loudspeaker, on the virtual sound card."""


def test_x(spoken, card, clips):
    p = spoken("--stage", "recruiter-screen", "--patience", "low")
    import time
    t=time.time()
    with card.listen() as heard:
        for clip in ("otherwise-1", "otherwise-2"):
            e = p.floor()
            print("floor", e, time.time()-t)
            card.speak(clips(clip))
            print("spoke", time.time()-t)
            p.floor("interviewer")
            print("answered", time.time()-t)
        p.wait_for("playback_started")
        p.floor()
        p.interrupt()
        print(p.ended(), time.time()-t)
    print(p.errors())
    for e in p.events: print({k:v for k,v in e.items() if k not in('words',)})
    assert 0
