import sys; sys.path[:0]=['/work/main/tests','/work/main/tests/end_to_end']
import numpy as np
from conftest import *
from sounds import likeness
from voiceinterview.engines.recording import read_audio
from voiceinterview.storage.stored_session import read_session

def test_gap(start, card, clips, tiny_whisper, sessions):
  for n in range(8):
    p = start("--recognizer-model", tiny_whisper, "--headphones", "--stage", "hiring-manager", environment=card.environment())
    p._sessions
    with card.listen() as ls:
        p.floor()
        p.interrupt(); p.ended()
        heard = ls.audio()
    voice = read_audio(p.folder/"interviewer.flac")
    ev = p.events
    st={e['piece']:e['at'] for e in ev if e['kind']=='playback_started'}
    for e in ev:
        if e['kind']=='playback_done':
            seg=voice[st[e['piece']]-512:e['at']+512]
            nz=np.flatnonzero(seg); seg=seg[nz[0]:nz[-1]+1]
            print(e['piece'], len(seg), likeness(heard, seg), 'zero runs', runs(seg))
    import shutil; shutil.rmtree(p.folder)
  assert 0
def runs(x):
    z=np.concatenate([[0],(x==0).astype(int),[0]]); d=np.diff(z)
    s=np.flatnonzero(d==1); e=np.flatnonzero(d==-1)
    return [(a,b-a) for a,b in zip(s,e) if b-a>200]
